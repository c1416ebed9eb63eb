import { Check, Circle, Download, Flag } from "lucide-react";
import type { AnswerOf, Everything } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { cx, Markdown, Progress, useFormat } from "../ui/index.ts";
import { outsideTexts } from "./en.ts";
import { Stages } from "./stages.tsx";

export type PublicView = AnswerOf<Everything["GET /api/public/:token"]>;

/** What a public link shows: on its own page, and before it is made. */
export function PublicThing({ view, fileAddress }: { view: PublicView; fileAddress: ((id: string) => string) | null }) {
  const t = useText(outsideTexts);
  const format = useFormat(view.zone);
  const on = (instant: string) => format.day(format.dayAt(instant));
  const { start, finish } = view;
  const leaves = view.rows.filter((row, index) => (view.rows[index + 1]?.depth ?? 0) <= row.depth);
  const done = leaves.filter((row) => row.state === "done").length;
  const nothing = view.text === "" && view.rows.length === 0 && view.steps.length === 0 && view.stages.length === 0;
  return (
    <article className="flex flex-col gap-6" dir="auto">
      <header className="flex flex-col gap-1.5">
        {view.state === null ? null : (
          <p className="flex items-center gap-2 text-sm font-medium">
            <span className={cx("size-2 rounded-full", view.state === "open" ? "bg-accent" : "bg-line-strong")} aria-hidden="true" />
            {t("stateOf", { state: view.state })}
          </p>
        )}
        <h1 className="text-2xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">{view.title}</h1>
        {finish ? (
          <p className="text-sm text-muted">{start ? t("fromTo", { from: on(start), to: on(finish) }) : t("due", { to: on(finish) })}</p>
        ) : start ? (
          <p className="text-sm text-muted">{t("since", { from: on(start) })}</p>
        ) : null}
      </header>
      {view.text ? <Markdown text={view.text} /> : nothing ? <p className="text-sm text-faint">{t("empty")}</p> : null}
      {view.end ? (
        <p className="text-base">
          <span className="block text-xs font-medium text-muted">{t("endCondition")}</span>
          {view.end}
        </p>
      ) : null}
      {view.rows.length > 0 ? (
        <section className="flex flex-col gap-2">
          <h2 className="text-sm font-semibold">{t("tasks")}</h2>
          <div className="max-w-60">
            <Progress done={done} total={leaves.length} label={t("done")} />
          </div>
          <ul className="flex flex-col divide-y divide-line/70 border-y border-line/70">
            {view.rows.map((row) => (
              <li
                key={row.id}
                className="flex min-h-9 items-center gap-2.5 py-1.5 text-base"
                style={{ paddingInlineStart: `${Math.min(row.depth, 6) * 16}px` }}
              >
                {row.state === "done" ? (
                  <Check size={15} aria-label={t("done")} className="shrink-0 text-accent" />
                ) : row.milestone ? (
                  <Flag size={14} aria-label={t("milestone")} className="shrink-0 text-muted" />
                ) : (
                  <Circle size={13} aria-hidden="true" className="shrink-0 text-faint" />
                )}
                <span dir="auto" className={cx("min-w-0 flex-1 [overflow-wrap:anywhere]", row.state === "done" && "text-muted")}>
                  {row.title}
                </span>
                {row.finish ? <span className="shrink-0 text-sm whitespace-nowrap text-faint tabular-nums">{on(row.finish)}</span> : null}
              </li>
            ))}
          </ul>
          {view.more > 0 ? <p className="text-sm text-faint">{t("more", { count: view.more })}</p> : null}
        </section>
      ) : null}
      {view.stages.length > 0 ? (
        <section className="flex flex-col gap-3">
          <h2 className="text-sm font-semibold">{t("stages")}</h2>
          <Stages stages={view.stages} />
        </section>
      ) : null}
      {view.steps.length > 0 ? (
        <section className="flex flex-col gap-3">
          <h2 className="text-sm font-semibold">{t("steps")}</h2>
          <ol className="flex flex-col gap-4">
            {view.steps.map((step, index) => (
              <li key={index} className="flex gap-3" style={{ paddingInlineStart: `${Math.min(step.depth, 5) * 20}px` }}>
                <span className="w-6 shrink-0 text-end text-sm text-faint tabular-nums">{index + 1}</span>
                <div className="min-w-0 flex-1">
                  <p dir="auto" className="font-medium [overflow-wrap:anywhere]">
                    {step.title}
                  </p>
                  {step.text ? <Markdown text={step.text} /> : null}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {view.files.length > 0 ? (
        <section className="flex flex-col gap-1.5">
          <h2 className="text-sm font-semibold">{t("shownFiles")}</h2>
          {view.files.map((file) => {
            const words = (
              <>
                <Download size={16} aria-hidden="true" className="shrink-0" />{" "}
                <span className="min-w-0 [overflow-wrap:anywhere]">{file.name}</span>{" "}
                <span className="shrink-0 text-sm text-faint">{format.bytes(file.size)}</span>
              </>
            );
            return fileAddress === null ? (
              <span key={file.id} className="flex items-center gap-2">
                {words}
              </span>
            ) : (
              <a
                key={file.id}
                href={fileAddress(file.id)}
                download={file.name}
                aria-label={t("download", { name: file.name })}
                className="flex min-h-9 items-center gap-2 text-accent underline underline-offset-2"
              >
                {words}
              </a>
            );
          })}
        </section>
      ) : null}
    </article>
  );
}
