import { NodeViewWrapper, type ReactNodeViewProps, ReactNodeViewRenderer } from "@tiptap/react";
import { CircleCheck, CircleDot, EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import type { EmbedKind } from "@rondo/core/document";
import type { Answer } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { isLate, placeOf, useNowWall, usePlan } from "../../plan/index.ts";
import { useRead } from "../../session/index.ts";
import { TaskLink, ThingLink, useMoments } from "../../task/index.ts";
import { cx, Meter, useFormat } from "../../ui/index.ts";
import { documentTexts } from "../en.ts";
import { PlainEmbed } from "./schema.ts";

const parts: Readonly<Record<EmbedKind, (props: { id: string }) => ReactNode>> = {
  task: TaskCard,
  plan: PlanCard,
  progress: ProgressCard,
  measures: MeasuresCard,
};

/** Something that is looked up each time it is shown, as whoever reads may see it: who may not, learns nothing of it. */
function EmbedView({ node, selected }: ReactNodeViewProps) {
  const kind = node.attrs["kind"] as EmbedKind;
  const Part = Object.hasOwn(parts, kind) ? parts[kind] : Hidden;
  return (
    <NodeViewWrapper className={cx("embed", selected && "selected")} data-drag-handle>
      <Part id={String(node.attrs["id"])} />
    </NodeViewWrapper>
  );
}

function Hidden() {
  const t = useText(documentTexts);
  return (
    <p className="flex items-center gap-2 text-sm text-faint">
      <EyeOff size={14} aria-hidden="true" /> {t("noAccess")}
    </p>
  );
}

function Loading() {
  const t = useText(documentTexts);
  return <p className="text-sm text-faint">{t("loading")}</p>;
}

function TaskCard({ id }: { id: string }) {
  const t = useText(documentTexts);
  const moments = useMoments();
  const { data, error } = useRead("GET /tasks/:t", { params: { t: id } }, { watch: [`task:${id}`] });
  if (!data) return error ? <Hidden /> : <Loading />;
  const closed = data.closedAs !== null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm">
      {closed ? (
        <CircleCheck size={15} className="shrink-0 text-accent" aria-hidden="true" />
      ) : (
        <CircleDot size={15} className="shrink-0 text-muted" aria-hidden="true" />
      )}
      <TaskLink
        id={id}
        className={cx("min-w-0 flex-1 basis-40 truncate leading-6 font-medium hover:underline", closed && "text-muted line-through")}
      >
        {data.title}
      </TaskLink>
      <span className="shrink-0 text-xs text-muted">
        {[
          closed ? t("done") : t("toDo"),
          data.owner?.name ?? t("nobody"),
          ...(data.dueAt && !closed ? [t("due", { when: moments.say(data.dueAt) })] : []),
        ].join(" · ")}
      </span>
    </div>
  );
}

type Plan = Answer<"GET /projects/:p/plan">;

/** How many rows of a plan a page shows, what is still to be done first; the rest is one click away. */
const mostRows = 12;

function PlanCard({ id }: { id: string }) {
  const t = useText(documentTexts);
  const { data, error } = usePlan(id);
  const { today } = useMoments();
  const format = useFormat();
  const now = useNowWall(data?.project.zone ?? "UTC");
  if (!data) return error ? <Hidden /> : <Loading />;
  const { rows, more, from, span } = placed(data, now);
  return (
    <figure>
      <Caption kind="project" id={id} text={t("planOf", { name: data.project.name })} />
      {rows.length === 0 ? (
        <p className="text-sm text-faint">{t("noDates")}</p>
      ) : (
        <table className="w-full table-fixed text-xs">
          <thead>
            <tr className="text-start text-muted">
              <th className="text-start font-normal">{t("taskColumn")}</th>
              <th className="w-24 text-start font-normal max-sm:hidden">{t("startColumn")}</th>
              <th className="w-24 text-start font-normal">{t("finishColumn")}</th>
              <td className="w-2/5 max-sm:hidden" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className="truncate pe-2">{row.title}</td>
                <td className="pe-2 whitespace-nowrap text-muted max-sm:hidden">{format.day(row.start.slice(0, 10), today)}</td>
                <td className="pe-2 whitespace-nowrap text-muted">{format.day(row.finish.slice(0, 10), today)}</td>
                <td aria-hidden="true" className="max-sm:hidden">
                  <span className="relative block h-3">
                    <span
                      className={cx("absolute top-0.5 h-2 border", row.point ? "-ms-1 w-2 rotate-45" : "min-w-1 rounded-sm", barClass(row))}
                      style={{
                        insetInlineStart: `${((row.from - from) / span) * 100}%`,
                        ...(!row.point && { width: `${((row.to - row.from) / span) * 100}%` }),
                      }}
                    />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 ? <p className="pt-1 text-xs text-faint">{t("planMore", { count: more })}</p> : null}
    </figure>
  );
}

/** As the plan itself paints them: what is critical is full, what is late has the edge of what needs somebody. */
function barClass({ closed, late, critical }: { closed: boolean; late: boolean; critical: boolean }): string {
  if (closed) return "border-line-strong bg-pressed";
  return cx(critical ? "bg-accent" : "bg-accent-soft", late ? "border-act" : "border-accent");
}

/** What somebody does, not what it is put together under, and the span of those that are shown. */
function placed({ tasks, entries }: Plan, now: string) {
  const dates = new Map(entries.map((entry) => [entry.taskId, entry]));
  const all = tasks
    .flatMap((task) => {
      const entry = dates.get(task.id);
      return entry === undefined || entry.summary
        ? []
        : [
            {
              id: task.id,
              title: task.title,
              start: entry.start,
              finish: entry.finish,
              critical: entry.critical,
              late: isLate({ task, place: placeOf(task), entry }, now),
              closed: task.closedAs !== null,
              point: entry.start === entry.finish,
              from: Date.parse(`${entry.start}Z`),
              to: Date.parse(`${entry.finish}Z`),
            },
          ];
    })
    .sort((a, b) => Number(a.closed) - Number(b.closed) || a.from - b.from || a.to - b.to);
  const rows = all.slice(0, mostRows);
  const from = Math.min(...rows.map((row) => row.from));
  return { rows, more: all.length - rows.length, from, span: Math.max(1, Math.max(...rows.map((row) => row.to)) - from) };
}

function ProgressCard({ id }: { id: string }) {
  const t = useText(documentTexts);
  const format = useFormat();
  const { data, error } = useRead("GET /projects/:p", { params: { p: id } }, { watch: [`project:${id}`, "task"] });
  if (!data) return error ? <Hidden /> : <Loading />;
  const total = data.openTasks + data.closedTasks;
  return (
    <figure>
      <Caption kind="project" id={id} text={t("progressOf", { name: data.name })} />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Meter share={total === 0 ? 0 : data.closedTasks / total} />
        <span>{t("tasksDone", { done: data.closedTasks, total })}</span>
        <span className="text-muted">{data.finish ? t("finishOn", { when: format.day(data.finish.slice(0, 10)) }) : t("noDates")}</span>
      </p>
    </figure>
  );
}

function MeasuresCard({ id }: { id: string }) {
  const t = useText(documentTexts);
  const format = useFormat();
  const process = useRead("GET /processes/:p", { params: { p: id } }, { watch: [`process:${id}`] });
  const measures = useRead("GET /processes/:p/measures", { params: { p: id } }, { watch: [`process:${id}`] });
  if (!process.data || !measures.data) return process.error || measures.error ? <Hidden /> : <Loading />;
  const { leadHours, control } = measures.data;
  return (
    <figure>
      <Caption kind="process" id={id} text={t("measuresOf", { name: process.data.name })} />
      {leadHours === null ? (
        <p className="text-sm text-faint">{t("noRuns")}</p>
      ) : (
        <p className="flex flex-wrap gap-x-3 text-sm">
          <span>{t("runsEnded", { count: leadHours.count })}</span>
          <span>{t("leadTime", { time: format.elapsed(leadHours.p50 * 60) })}</span>
          {leadHours.p80 === null ? null : (
            <span className="text-muted">{t("mostTime", { time: format.elapsed(leadHours.p80 * 60) })}</span>
          )}
        </p>
      )}
      {control === null ? null : <Points hours={control.points.map((point) => point.hours)} />}
    </figure>
  );
}

/** Lead times of the last runs, as a shape; the figures above say the same in words. */
function Points({ hours }: { hours: readonly number[] }) {
  const top = Math.max(...hours, 1);
  const at = (value: number, index: number) => `${(index / Math.max(1, hours.length - 1)) * 200},${38 - (value / top) * 36}`;
  return (
    <svg viewBox="0 0 200 40" aria-hidden="true" className="mt-1 h-10 w-full max-w-72 text-accent" preserveAspectRatio="none">
      <polyline points={hours.map(at).join(" ")} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function Caption({ kind, id, text }: { kind: "project" | "process"; id: string; text: string }) {
  return (
    <figcaption className="pb-1 text-sm font-medium">
      <ThingLink kind={kind} id={id} className="inline-block leading-6 hover:underline">
        {text}
      </ThingLink>
    </figcaption>
  );
}

export const Embed = PlainEmbed.extend({ addNodeView: () => ReactNodeViewRenderer(EmbedView) });
