import { useText } from "../messages/index.ts";
import { type AnswerValue, runTexts } from "../run/index.ts";
import { Markdown, useFormat } from "../ui/index.ts";

/** An answer as somebody outside reads it: no names of members or work behind ids, no links into the workspace. */
export function PlainAnswer({ kind, columns, currency, answer }: { kind: string; columns: readonly string[]; currency: string | null; answer: AnswerValue }) {
  const t = useText(runTexts);
  const format = useFormat();
  if (answer === null || answer === "") return <span className="text-faint">{t("noAnswer")}</span>;
  if (typeof answer === "boolean") return t(answer ? "yes" : "no");
  if (typeof answer === "number") return kind === "money" ? format.money(answer, currency ?? undefined) : format.exact(answer);
  if (Array.isArray(answer)) {
    if (answer.every((one) => typeof one === "string")) return answer.join(", ");
    return (
      <table className="w-full text-start">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} className="pe-3 text-start text-xs font-medium text-muted">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} className="pe-3 align-top">
                  {typeof row === "object" ? String(row[column] ?? "") : row}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  if (kind === "date") return format.day(answer);
  if (kind === "richText") return <Markdown text={answer} />;
  return /^https?:\/\/\S+$/i.test(answer) ? (
    <a href={answer} rel="noopener noreferrer nofollow" className="text-accent underline underline-offset-2">
      {answer}
    </a>
  ) : (
    answer
  );
}
