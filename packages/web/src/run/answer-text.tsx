import type { Field } from "@rondo/core/process";
import { useText } from "../messages/index.ts";
import { Person, useFormat } from "../ui/index.ts";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";
import { useMembers } from "./people.ts";

/** An answer as people read it. */
export function AnswerText({ field, value }: { field: Field; value: AnswerValue | undefined }) {
  const t = useText(runTexts);
  const format = useFormat();
  const { names } = useMembers();
  if (value === undefined || value === null || value === "") return <span className="text-faint">{t("noAnswer")}</span>;
  const text = String(value);
  switch (field.kind) {
    case "yesNo":
      return t(value === true ? "yes" : "no");
    case "number":
      return typeof value === "number" ? format.number(value) : text;
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? format.day(text) : text;
    case "person":
      return <Person name={names.get(text) ?? null} id={text} nobody={t("formerMember")} />;
    case "link":
      return /^https?:\/\//i.test(text) ? (
        <a href={text} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline underline-offset-2 [overflow-wrap:anywhere]">
          {text.replace(/^https?:\/\//i, "")}
        </a>
      ) : (
        text
      );
    case "longText":
      return <span className="whitespace-pre-wrap">{text}</span>;
    default:
      return text;
  }
}

/** Fields and their answers, one under the other; long ones under their label. */
export function AnswerList({ fields, answers }: { fields: readonly Field[]; answers: Readonly<Record<string, AnswerValue>> }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,2fr)_3fr] gap-x-4 gap-y-1.5 text-sm">
      {fields.map((field) => (
        <div key={field.key} className={field.kind === "longText" ? "col-span-2" : "col-span-2 grid grid-cols-subgrid"}>
          <dt className="text-muted">{field.label}</dt>
          <dd className="min-w-0 text-ink [overflow-wrap:anywhere]">
            <AnswerText field={field} value={answers[field.key]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
