import { CircleHelp, FolderKanban, ListTodo, Minus, Plus, Repeat2, RotateCw } from "lucide-react";
import { useText } from "../messages/index.ts";
import { cx, useFormat } from "../ui/index.ts";
import type { Advice } from "@rondo/core/advice";
import { newTexts } from "./en.ts";
import type { Before } from "./precedents.tsx";

const pictures = { process: Repeat2, project: FolderKanban, task: ListTodo, repeating: RotateCw };
const verdicts = { process: "verdictProcess", project: "verdictProject", task: "verdictTask", repeating: "verdictRepeating" } as const;
const tendencies = {
  process: "tendencyProcess",
  project: "tendencyProject",
  task: "tendencyTask",
  repeating: "tendencyRepeating",
} as const;

/** What the answers come to and how sure that is, what is still open, how they weigh, and why; it moves with each answer. */
export function Verdict({ advice, before }: { advice: Advice; before: Before | null }) {
  const t = useText(newTexts);
  const format = useFormat();
  const { verdict, shares, evidence, ask, confidence, settled, open } = advice;
  const nearest = before?.items[0];
  const reason = (one: Advice["evidence"][number]): string =>
    one.question === "history" && one.weight > 0 && one.reason !== "historyNew" && nearest !== undefined
      ? t("historyNamed", { name: nearest.name, alike: format.percent(nearest.alike), times: nearest.times })
      : t(one.reason as "againProcess");
  const Picture = verdict ? pictures[verdict] : CircleHelp;
  const shown = evidence
    .filter(
      (one) =>
        verdict === null ||
        one.kind === (verdict === "repeating" ? "task" : verdict) ||
        (verdict === "repeating" && one.reason === "againProcess"),
    )
    .toSorted((a, b) => b.weight - a.weight);
  return (
    <div className="flex flex-col gap-4">
      <div role="status" className="flex items-start gap-3">
        <span
          className={cx(
            "flex size-10 shrink-0 items-center justify-center rounded-full transition-colors",
            settled ? "bg-accent text-on-accent" : verdict ? "bg-accent-soft text-accent-strong" : "bg-pressed text-muted",
          )}
        >
          <Picture size={20} aria-hidden="true" />
        </span>
        <div className="min-w-0">
          <p className="text-lg font-semibold">{verdict ? t((settled ? verdicts : tendencies)[verdict]) : t("verdictOpen")}</p>
          {confidence === null ? null : <p className="text-sm">{t("sure", { share: format.percent(confidence) })}</p>}
          <p className="text-sm text-muted">
            {verdict
              ? t(`${verdicts[verdict]}About`)
              : ask === null
                ? t("verdictOpenAll")
                : evidence.length > 0
                  ? t("verdictOpenAsk", { question: t(ask) })
                  : t("verdictOpenNothing")}
          </p>
        </div>
      </div>
      {verdict === null || settled ? null : (
        <div className="flex flex-col gap-1 text-sm">
          {open.length === 0 ? (
            <p className="text-muted">{t("moreDecides", { more: t("more") })}</p>
          ) : (
            <>
              <p className="font-medium">{t("stillOpen")}</p>
              <ul className="flex list-disc flex-col gap-0.5 ps-4">
                {open.map((question) => (
                  <li key={question}>{t(question)}</li>
                ))}
              </ul>
              <p className="text-muted">{t("stillOpenAbout", { count: open.length })}</p>
            </>
          )}
        </div>
      )}
      <ul aria-label={t("weighing")} className="flex flex-col gap-2">
        {(["process", "project", "task"] as const).map((kind) => (
          <li
            key={kind}
            aria-label={t("weighingOf", { kind, share: Math.round(shares[kind] * 100) })}
            className="flex items-center gap-3 text-sm"
          >
            <span className="w-16 shrink-0 text-muted">
              {t(kind === "process" ? "kindProcess" : kind === "project" ? "kindProject" : "kindTask")}
            </span>
            <span className="h-2 flex-1 overflow-hidden rounded-full bg-pressed">
              <span
                className={cx(
                  "block h-full rounded-full transition-[inline-size,background-color] duration-300 ease-out",
                  verdict === kind || (verdict === "repeating" && kind !== "project") ? "bg-accent" : "bg-line-strong",
                )}
                style={{ inlineSize: `${Math.round(shares[kind] * 100)}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
      {shown.length > 0 ? (
        <ul aria-label={t("reasons")} className="flex flex-col gap-1.5">
          {shown.map((one) => (
            <li key={`${one.question} ${one.reason}`} className="flex items-start gap-2 text-sm">
              <span
                role="img"
                aria-label={one.weight > 0 ? t("speaksFor") : t("speaksAgainst")}
                className={cx(
                  "mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full",
                  one.weight > 0 ? "bg-accent-soft text-accent-strong" : "bg-pressed text-muted",
                )}
              >
                {one.weight > 0 ? <Plus size={10} strokeWidth={3} /> : <Minus size={10} strokeWidth={3} />}
              </span>
              {reason(one)}
            </li>
          ))}
        </ul>
      ) : null}
      {verdict === "process" || verdict === "project" ? (
        <p className="text-sm text-muted">{t(verdict === "process" ? "methodProcess" : "methodProject")}</p>
      ) : null}
      <p className="text-xs text-faint">{t(before !== null ? "withHistory" : "noHistory")}</p>
    </div>
  );
}
