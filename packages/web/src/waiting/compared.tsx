import { type ReactNode } from "react";
import type { Waiting } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { AnswerText, type AnswerValue } from "../run/index.ts";
import { nounOf } from "../session/index.ts";
import { bothOf, useFieldWords, useMoments } from "../task/index.ts";
import { useFormat, useQuote } from "../ui/index.ts";
import { waitingTexts } from "./en.ts";
import type { Thing } from "./use-thing.ts";

type Line = { readonly label: string; readonly mine: ReactNode; readonly theirs?: ReactNode };
type Values = Readonly<Record<string, unknown>>;

/** What was entered, part by part; beside it, where it was refused, what stands there now. */
export function Compared({ one, thing }: { one: Waiting; thing: Thing }) {
  const t = useText(waitingTexts);
  const lines = useLines(one, thing);
  const state = useStateNow(thing);
  const refused = one.refused !== undefined;
  if (lines.length === 0 && !refused) return null;
  return (
    <dl className="flex flex-col gap-2 text-sm">
      {lines.map((line) => (
        <div key={line.label} className="flex flex-col gap-1">
          <dt className="text-xs text-muted">{line.label}</dt>
          {refused && "theirs" in line ? (
            <dd className="grid gap-2 sm:grid-cols-2">
              <Side label={t("mine")} mine>
                {line.mine}
              </Side>
              <Side label={t("theirs")}>{line.theirs}</Side>
            </dd>
          ) : (
            <dd className={valueClass}>{line.mine}</dd>
          )}
        </div>
      ))}
      {refused && state !== null ? (
        <div className="flex flex-wrap gap-x-2">
          <dt className="text-muted">{t("theirs")}:</dt>
          <dd className="min-w-0">{state}</dd>
        </div>
      ) : null}
    </dl>
  );
}

const valueClass = "max-h-48 min-w-0 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]";

function Side({ label, mine = false, children }: { label: string; mine?: boolean; children: ReactNode }) {
  return (
    <div className={mine ? "rounded-md border border-accent px-2.5 py-1.5" : "rounded-md border border-line px-2.5 py-1.5"}>
      <p className="text-xs text-faint">{label}</p>
      <div className={valueClass}>{children}</div>
    </div>
  );
}

/** How the thing stands, where that says why the change came too late. */
function useStateNow({ task, run, gone }: Thing): string | null {
  const t = useText(waitingTexts);
  const moments = useMoments();
  const quote = useQuote();
  if (gone) return t("gone");
  if (task === null) return null;
  const entry = run?.steps.find((step) => step.taskId === task.id);
  const at = task.completion?.at ?? entry?.closedAt ?? null;
  if (task.closedAs === null) return null;
  if (at === null) return t("closedNow");
  const when = moments.ago(at);
  const who = task.completion?.by?.name ?? entry?.by?.name ?? t("somebody");
  const decision = task.step?.decision ?? null;
  const said = t(decision === "approved" ? "approvedNow" : decision === "rejected" ? "rejectedNow" : "doneNow", { who, when });
  return entry?.comment ? `${said}: ${quote(entry.comment)}` : said;
}

function useLines(one: Waiting, { task, run }: Thing): readonly Line[] {
  const t = useText(waitingTexts);
  const format = useFormat();
  const words = useFieldWords();
  const body = (typeof one.call.body === "object" && one.call.body !== null ? one.call.body : {}) as Values;
  if (one.file) return [{ label: t("file"), mine: `${one.file.name}, ${format.bytes(one.file.size)}` }];
  const text = (key: string, label: string): Line[] =>
    typeof body[key] === "string" && body[key] !== "" ? [{ label, mine: String(body[key]) }] : [];
  const fieldLines = (set: Values, now: Values | null): Line[] =>
    bothOf(set, now ?? {}).flatMap(({ key, mine, theirs }) =>
      words.label(key) === ""
        ? []
        : [{ label: words.label(key), mine: words.say(key, mine), ...(now !== null && { theirs: words.say(key, theirs) }) }],
    );
  const standing = (one.refused?.params?.["now"] ?? null) as Values | null;
  switch (nounOf(one)) {
    case "completion": {
      const answers = (body["answers"] ?? {}) as Readonly<Record<string, AnswerValue>>;
      return (run?.definition.fields ?? []).flatMap((field) =>
        field.key in answers
          ? [
              {
                label: field.label,
                mine: <AnswerText field={field} value={answers[field.key]} />,
                theirs: <AnswerText field={field} value={run?.answers[field.key] as AnswerValue} />,
              },
            ]
          : [],
      );
    }
    case "decision":
      return [
        ...(body["verdict"] === undefined ? [] : [{ label: t("verdict"), mine: t(body["verdict"] === "approve" ? "approve" : "reject") }]),
        ...text("comment", t("comment")),
      ];
    case "questions":
      return text("text", t("question"));
    case "answer": {
      const question = run?.steps.find((step) => step.question?.id === one.call.params?.["q"])?.question;
      return text("text", t("answer")).map((line) => (question?.answer ? { ...line, theirs: question.answer } : line));
    }
    case "comments":
      return text("text", t("comment"));
    case "waiver":
      return text("reason", t("reason"));
    case "changes": {
      const [change] = (body["changes"] ?? []) as readonly { set: Values }[];
      return fieldLines(change?.set ?? {}, standing);
    }
    case "tasks":
      return one.key.startsWith("PATCH ")
        ? fieldLines(body, standing ?? (one.refused && task ? (task as unknown as Values) : null))
        : fieldLines(
            Object.fromEntries(Object.entries(body).filter(([key, value]) => key !== "title" && value !== null && value !== "none")),
            null,
          );
    default:
      return [];
  }
}
