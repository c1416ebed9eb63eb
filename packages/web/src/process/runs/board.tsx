import type { Step } from "@rondo/core/process";
import { Link } from "@tanstack/react-router";
import { useText } from "../../messages/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Avatar, Badge, Count, cx, useFormat } from "../../ui/index.ts";
import { ClockBadge, shortTitle } from "../../run/index.ts";
import { processTexts } from "../en.ts";
import type { RunSummary } from "../process.ts";

/**
 * A column a step, in the order of the procedure. A run in two branches stands in both. What is stuck comes before all,
 * what waits in nobody's hands after.
 */
export function Board({ runs, steps }: { runs: readonly RunSummary[]; steps: readonly Step[] }) {
  const t = useText(processTexts);
  const known = new Set(steps.map((step) => step.id));
  // Steps of older revisions that runs still stand in.
  const older = new Map(
    runs.flatMap((run) => run.at.filter((one) => !known.has(one.stepId)).map((one) => [one.stepId, one.title] as const)),
  );
  const columns = [
    ...steps.map((step) => ({ id: step.id, title: step.title, old: false })),
    ...Array.from(older, ([id, title]) => ({ id, title, old: true })),
  ];
  const stuck = runs.flatMap((run) => run.standsAt.filter((one) => one.stuck).map((stands) => ({ run, stands })));
  const waiting = runs.flatMap((run) =>
    run.at.length > 0 ? [] : run.standsAt.filter((one) => !one.stuck && !known.has(one.stepId)).map((stands) => ({ run, stands })),
  );
  const nowhere = runs.filter((run) => run.at.length + run.standsAt.length === 0).map((run) => ({ run, stands: undefined }));
  const shown: readonly Column[] = [
    ...(stuck.length > 0 ? [{ id: "stuck", title: t("stuck"), here: stuck, stuck: true }] : []),
    ...columns.map((column) => ({
      ...column,
      here: runs.flatMap((run) => [
        ...run.at.filter((one) => one.stepId === column.id).map((at) => ({ run, at })),
        ...run.standsAt.filter((one) => one.stepId === column.id && !one.stuck).map(() => ({ run })),
      ]),
    })),
    ...(waiting.length + nowhere.length > 0 ? [{ id: "waits", title: t("waits"), here: [...waiting, ...nowhere] }] : []),
  ];
  return (
    <div
      className="flex min-h-0 flex-1 items-start gap-3 overflow-x-auto px-4 py-4 sm:px-6"
      role="region"
      aria-label={t("board")}
      tabIndex={0}
    >
      {shown.map((column) => {
        const { here } = column;
        return (
          <section
            key={`${column.stuck ? "!" : ""}${column.id}`}
            aria-label={column.title}
            className={cx("flex shrink-0 flex-col rounded-lg bg-sunken", here.length > 0 ? "w-64" : "w-44")}
          >
            <h2 className={cx("flex items-start gap-2 px-3 pt-2.5 pb-1.5 text-xs font-medium", column.stuck ? "text-act" : "text-muted")}>
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                {column.title}
                {column.old ? <span className="block font-normal text-faint">{t("olderRevision")}</span> : null}
              </span>
              <Count value={here.length} />
            </h2>
            <ul className="flex min-h-8 flex-col gap-2 px-2 pb-2">
              {here.map(({ run, at, stands }) => (
                <li key={`${run.id} ${stands?.stepId ?? ""}`}>
                  <RunCard run={run} at={at} stands={stands} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

type Place = {
  readonly run: RunSummary;
  readonly at?: RunSummary["at"][number] | undefined;
  readonly stands?: RunSummary["standsAt"][number] | undefined;
};
type Column = {
  readonly id: string;
  readonly title: string;
  readonly here: readonly Place[];
  readonly old?: boolean;
  readonly stuck?: boolean;
};

function RunCard({ run, at, stands }: Place) {
  const t = useText(processTexts);
  const { slug, zone } = useWorkspace();
  const format = useFormat(zone);
  const late = at?.dueAt ? new Date(at.dueAt) < new Date() : false;
  return (
    <Link
      to="/w/$slug/runs/$id"
      params={{ slug, id: run.id }}
      search={at ? { step: at.stepId } : {}}
      className="flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2.5 text-sm shadow-sm hover:border-line-strong"
    >
      <span className="leading-5 [overflow-wrap:anywhere]">{shortTitle(run.title, run.processName)}</span>
      {stands ? (
        <span className={cx("text-xs [overflow-wrap:anywhere]", stands.stuck ? "text-act" : "text-muted")}>{stands.title}</span>
      ) : null}
      <span className="flex items-center gap-2 text-xs text-faint">
        {at ? <Avatar name={at.owner?.name ?? null} {...(at.owner ? { id: at.owner.id } : {})} alone /> : null}
        {at?.dueAt ? (
          late ? (
            <Badge tone="act">{t("late", { when: format.day(format.dayAt(at.dueAt), new Date().toISOString()) })}</Badge>
          ) : (
            <span>{t("dueOn", { when: format.day(format.dayAt(at.dueAt), new Date().toISOString()) })}</span>
          )
        ) : null}
        <span className="flex-1" />
        <span>{t("rev", { number: run.revision })}</span>
      </span>
      <ClockBadge clocks={run.clocks} />
    </Link>
  );
}
