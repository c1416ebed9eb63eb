import type { Field } from "@rondo/core/process";
import { Link } from "@tanstack/react-router";
import { Paperclip } from "lucide-react";
import { addressOf } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { Markdown, Person, useFormat } from "../ui/index.ts";
import { AnswerTable } from "./answer-table.tsx";
import type { AnswerValue } from "./check-answers.ts";
import { partsOfDuration } from "./duration.ts";
import { runTexts } from "./en.ts";
import { useRunAround } from "./run-context.ts";
import { useMembers } from "./people.ts";

/** An answer as people read it. */
export function AnswerText({ field, value }: { field: Field; value: AnswerValue | undefined }) {
  const t = useText(runTexts);
  const format = useFormat();
  const { names } = useMembers();
  if (value === undefined || value === null || value === "") return <span className="text-faint">{t("noAnswer")}</span>;
  if (field.kind === "file") return <FileList ids={Array.isArray(value) ? value.map(String) : []} />;
  if (field.kind === "run" || field.kind === "project") return <WorkLink kind={field.kind} id={String(value)} />;
  if (Array.isArray(value)) return <ListText field={field} rows={value} nameOf={(id) => names.get(id) ?? t("formerMember")} />;
  const text = String(value);
  switch (field.kind) {
    case "yesNo":
      return t(value === true ? "yes" : "no");
    case "number":
      return typeof value === "number" ? format.exact(value) : text;
    case "money":
      return typeof value === "number" ? format.money(value, field.currency) : text;
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? format.day(text) : text;
    case "person":
      return <Person name={names.get(text) ?? null} id={text} nobody={t("formerMember")} />;
    case "link":
      return /^https?:\/\//i.test(text) ? (
        <a
          href={text}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent underline underline-offset-2 [overflow-wrap:anywhere]"
        >
          {text.replace(/^https?:\/\//i, "")}
        </a>
      ) : (
        text
      );
    case "richText":
      return <Markdown text={text} />;
    case "duration":
      return (partsOfDuration(text) ?? []).map(([unit, count]) => t("durationOf", { unit, count })).join(" ") || text;
    case "longText":
      return <span className="whitespace-pre-wrap">{text}</span>;
    default:
      return text;
  }
}

/** Lists as a line, tables as a table. */
function ListText({ field, rows, nameOf }: { field: Field; rows: Extract<AnswerValue, unknown[]>; nameOf: (id: string) => string }) {
  const first = rows.find((row) => typeof row === "object");
  if (first === undefined) return rows.map((one) => (field.kind === "people" ? nameOf(String(one)) : String(one))).join(", ");
  const columns = field.columns ?? Object.keys(first);
  return <AnswerTable columns={columns} rows={rows} />;
}

function FileList({ ids }: { ids: readonly string[] }) {
  const t = useText(runTexts);
  const { id: w } = useWorkspace();
  const run = useRunAround();
  return (
    <span className="flex flex-col gap-0.5">
      {ids.map((id) => {
        const file = run?.files.find((one) => one.id === id);
        return file === undefined || run === null ? (
          <span key={id} className="text-faint">
            {t("linkGone")}
          </span>
        ) : (
          <a
            key={id}
            href={addressOf("/api/workspaces/:w/runs/:r/files/:a", { w, r: run.id, a: id })}
            download={file.name}
            aria-label={t("downloadFile", { name: file.name })}
            className="inline-flex items-center gap-1.5 text-accent underline underline-offset-2"
          >
            <Paperclip size={13} aria-hidden="true" className="shrink-0" /> {file.name}
          </a>
        );
      })}
    </span>
  );
}

function WorkLink({ kind, id }: { kind: "run" | "project"; id: string }) {
  const t = useText(runTexts);
  const { slug } = useWorkspace();
  const one = useRunAround()?.linked.find((each) => each.id === id);
  if (one === undefined) return <span className="text-faint">{t("linkGone")}</span>;
  return (
    <Link
      to={(kind === "run" ? "/w/$slug/runs/$id" : "/w/$slug/projects/$id") as "/"}
      params={{ slug, id } as never}
      className="text-accent underline underline-offset-2"
    >
      {one.title}
    </Link>
  );
}

/** Fields and their answers, one under the other; long ones under their label. */
export function AnswerList({ fields, answers }: { fields: readonly Field[]; answers: Readonly<Record<string, AnswerValue>> }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,2fr)_3fr] gap-x-4 gap-y-1.5 text-sm">
      {fields.map((field) => (
        <div
          key={field.key}
          className={
            field.kind === "longText" || field.kind === "richText" || field.kind === "table"
              ? "col-span-2"
              : "col-span-2 grid grid-cols-subgrid"
          }
        >
          <dt className="text-muted">{field.label}</dt>
          <dd className="min-w-0 text-ink [overflow-wrap:anywhere]">
            <AnswerText field={field} value={answers[field.key]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
