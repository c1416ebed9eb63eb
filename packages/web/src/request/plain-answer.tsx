import { useText } from "../messages/index.ts";
import { AnswerTable, type AnswerValue, runTexts } from "../run/index.ts";
import { Markdown, useFormat } from "../ui/index.ts";

/** An answer as somebody outside reads it: no names of members or work behind ids, no links into the workspace. */
export function PlainAnswer({
  kind,
  columns,
  currency,
  answer,
}: {
  kind: string;
  columns: readonly string[];
  currency: string | null;
  answer: AnswerValue;
}) {
  const t = useText(runTexts);
  const format = useFormat();
  if (answer === null || answer === "") return <span className="text-faint">{t("noAnswer")}</span>;
  if (typeof answer === "boolean") return t(answer ? "yes" : "no");
  if (typeof answer === "number") return kind === "money" ? format.money(answer, currency ?? undefined) : format.exact(answer);
  if (Array.isArray(answer)) {
    if (answer.every((one) => typeof one === "string")) return answer.join(", ");
    return <AnswerTable columns={columns} rows={answer} />;
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
