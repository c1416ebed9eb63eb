import { useState } from "react";
import type { Answer } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useRead } from "../../session/index.ts";
import { ReadError } from "../../shell/index.ts";
import { PictureOrTable, Section, Skeleton, Table, useFormat } from "../../ui/index.ts";
import { flowTexts } from "./flow.en.ts";
import { Legend } from "./legend.tsx";
import { useWorked } from "./measured.tsx";
import { WhatIf } from "./what-if.tsx";

type Times = Answer<"GET /processes/:p/flow-times">;

/** Where the working time of runs goes, what holds them up, and what would happen if something were changed. */
export function FlowTimes({ processId }: { processId: string }) {
  const read = useRead("GET /processes/:p/flow-times", { params: { p: processId } }, { watch: [`process:${processId}`, "run"] });
  if (read.error) return <ReadError error={read.error} onRetry={read.refetch} />;
  if (!read.data) return <Skeleton rows={4} />;
  if (read.data.steps.length === 0) return null;
  return (
    <>
      <Goes times={read.data} />
      <WhatIf processId={processId} times={read.data} />
    </>
  );
}

function Goes({ times }: { times: Times }) {
  const t = useText(flowTexts);
  const format = useFormat();
  const worked = useWorked();
  const [view, setView] = useState<"picture" | "table">("picture");
  const constraint = times.steps.find(({ stepId }) => stepId === times.constraint);
  return (
    <Section title={t("title")} about={t("about")} aside={<PictureOrTable of={t("title")} value={view} onValue={setView} />}>
      {constraint ? (
        <p className="rounded-lg bg-act-soft px-3 py-2 text-sm">
          {t("constraint", { step: constraint.title, share: format.percent(constraint.queueShare), queue: worked(constraint.queue) })}{" "}
          {t("waitingThere", { count: constraint.waiting })}
          {constraint.oldestHours !== null && constraint.oldestHours >= minute && constraint.waiting > 0
            ? ` ${t("oldest", { time: worked(constraint.oldestHours) })}`
            : ""}{" "}
          {t("trend", { trend: constraint.trend === "more" ? "worse" : constraint.trend === "less" ? "better" : "none" })}
        </p>
      ) : times.runs >= 5 ? (
        <p className="text-sm text-muted">{t("noConstraint")}</p>
      ) : null}
      {view === "picture" ? <Bars times={times} /> : <Figures times={times} />}
      <Found times={times} />
    </Section>
  );
}

/** In hours. */
const minute = 1 / 60;

const parts = ["touch", "queue", "blocked"] as const;
const tone = { touch: "bg-accent", queue: "bg-act", blocked: "bg-line-strong" } as const;

function Bars({ times: { steps } }: { times: Times }) {
  const t = useText(flowTexts);
  const worked = useWorked();
  const most = Math.max(...steps.map(({ touch, queue, blocked }) => touch + queue + blocked));
  if (most < minute) return <p className="text-sm text-muted">{t("noTime")}</p>;
  return (
    <div className="flex flex-col gap-3" data-chart>
      <Legend entries={parts.map((part) => ({ mark: tone[part], label: t(part) }))} />
      <ul className="flex flex-col gap-2.5">
        {steps
          .filter(({ done }) => done > 0)
          .map((step) => (
            <li key={step.stepId} className="grid gap-x-4 gap-y-1 sm:grid-cols-[minmax(8rem,14rem)_1fr] sm:items-center">
              <span className="text-sm [overflow-wrap:anywhere]">{step.title}</span>
              <span className="flex min-w-0 items-center gap-2">
                <span
                  className="flex h-3.5 min-w-px overflow-hidden rounded-sm"
                  style={{ width: `${((step.touch + step.queue + step.blocked) / most) * 75}%` }}
                  role="img"
                  aria-label={t("bar", { touch: worked(step.touch), queue: worked(step.queue), blocked: worked(step.blocked) })}
                >
                  {parts.map((part) => (
                    <span key={part} className={tone[part]} style={{ flexGrow: step[part], flexBasis: 0 }} />
                  ))}
                </span>
                <span className="shrink-0 text-xs text-muted tabular-nums">{worked(step.touch + step.queue + step.blocked)}</span>
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}

function Figures({ times: { steps } }: { times: Times }) {
  const t = useText(flowTexts);
  const format = useFormat();
  const worked = useWorked();
  return (
    <Table
      label={t("title")}
      rows={steps}
      idOf={({ stepId }) => stepId}
      columns={[
        { key: "title", title: t("step"), names: true, cell: ({ title }) => title },
        { key: "done", title: t("done"), end: true, wideOnly: true, cell: ({ done }) => format.number(done) },
        {
          key: "touch",
          title: t("touch"),
          end: true,
          cell: ({ done, touch, measured }) => (done === 0 ? "–" : `${measured < 0.5 && touch >= 1 / 120 ? "≤ " : ""}${worked(touch)}`),
        },
        {
          key: "queue",
          title: t("queue"),
          end: true,
          cell: ({ done, queue, measured }) => (done === 0 ? "–" : `${measured < 0.5 && queue >= 1 / 120 ? "≥ " : ""}${worked(queue)}`),
        },
        { key: "blocked", title: t("blocked"), end: true, cell: ({ done, blocked }) => (done === 0 ? "–" : worked(blocked)) },
        { key: "share", title: t("ofQueues"), end: true, wideOnly: true, cell: ({ queueShare }) => format.percent(queueShare) },
        { key: "waiting", title: t("now"), end: true, wideOnly: true, cell: ({ waiting }) => format.number(waiting) },
      ]}
    />
  );
}

/** What work does that nobody needs: to and fro, and the same words twice. */
function Found({ times: { pingPong, retyped } }: { times: Times }) {
  const t = useText(flowTexts);
  const lines = [...pingPong.map((one) => t("pingPong", one)), ...retyped.map((one) => t("retyped", one))];
  return lines.length === 0 ? null : (
    <ul className="flex list-disc flex-col gap-1 ps-5 text-sm">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
