import type { AnswerOf, operations } from "@rondo/contract";
import { type FlowTimes, type TimedRun, type TimedStep } from "@rondo/core/measures";
import type { Definition } from "@rondo/core/process";
import type { Simulation } from "@rondo/core/simulation";
import type { MeasuredRunRow, MeasuredStepRow, PauseRow } from "../store.ts";
import { measured } from "./measures.ts";

type Pauses = TimedStep["pauses"];

/** Runs with what kept each of their steps from being worked: holds of the run and of the step, questions, somebody outside. */
export function timedRuns(
  runs: readonly MeasuredRunRow[],
  steps: readonly MeasuredStepRow[],
  definitions: ReadonlyMap<number, Definition>,
  pauses: readonly PauseRow[],
  outside: ReadonlyMap<string, string>,
): TimedRun[] {
  const [byRun, pausesOf] = [Map.groupBy(steps, ({ run_id }) => run_id), Map.groupBy(pauses, ({ run_id }) => run_id)];
  return runs.map((run) => {
    const rows = byRun.get(run.run_id) ?? [];
    const { whole, byTask } = intervals(pausesOf.get(run.run_id) ?? []);
    const plain = measured(run, rows, definitions.get(run.revision));
    return {
      ...plain,
      data: run.data,
      steps: plain.steps.map((step, at) => {
        const { task_id, spent_minutes } = rows[at] as MeasuredStepRow;
        const awaited = outside.get(task_id);
        return {
          ...step,
          workedMinutes: spent_minutes,
          pauses: [
            ...whole,
            ...(byTask.get(task_id) ?? []),
            ...(awaited === undefined ? [] : [{ from: Date.parse(awaited), until: step.closedAt }]),
          ],
        };
      }),
    };
  });
}

function intervals(rows: readonly PauseRow[]): { whole: Pauses; byTask: ReadonlyMap<string, Pauses> } {
  const open = new Map<string, { from: number; task: string | null }>();
  const found: { task: string | null; from: number; until: number | null }[] = [];
  for (const { name, at, task, question } of rows) {
    const begins = name === "run.held" || name === "step.held" || name === "question.asked";
    const key = name.startsWith("question") ? `question ${question}` : `hold ${task}`;
    const began = open.get(key);
    if (begins && began === undefined) open.set(key, { from: Date.parse(at), task });
    if (!begins && began !== undefined) {
      found.push({ ...began, until: Date.parse(at) });
      open.delete(key);
    }
  }
  const all = [...found, ...[...open.values()].map((one) => ({ ...one, until: null }))];
  return {
    whole: all.filter(({ task }) => task === null).map(({ from, until }) => ({ from, until })),
    byTask: new Map(
      [
        ...Map.groupBy(
          all.filter(({ task }) => task !== null),
          ({ task }) => task as string,
        ),
      ].map(([task, own]) => [task, own.map(({ from, until }) => ({ from, until }))]),
    ),
  };
}

export function presentFlow(times: FlowTimes, definitions: ReadonlyMap<number, Definition>): AnswerOf<typeof operations.getFlowTimes> {
  const labels = new Map(
    [...definitions].sort((a, b) => a[0] - b[0]).flatMap(([, { fields }]) => fields.map(({ key, label }) => [key, label] as const)),
  );
  return {
    ...times,
    steps: times.steps.map((step) => ({ ...step })),
    pingPong: times.pingPong.map((one) => ({ ...one })),
    retyped: times.retyped.map((one) => ({
      ...one,
      first: labels.get(one.first) ?? one.first,
      second: labels.get(one.second) ?? one.second,
    })),
  };
}

type Played = AnswerOf<typeof operations.simulateProcess>["asIs"];

/** Of the steps that are the process's own: what blocks one passes beside it. */
export function presentPlayed(
  { leadTime: { p50, p80, p95, mean, margin }, steps, bottleneck }: Simulation,
  own: ReadonlySet<string>,
): Played {
  return {
    leadHours: { p50, p80, p95, mean, margin: Number.isNaN(margin) ? null : margin },
    constraint: bottleneck === null ? null : { step: bottleneck.activity, busy: bottleneck.utilisation },
    steps: steps
      .filter(({ activity }) => own.has(activity))
      .map(({ activity, count, meanWait, meanWork }) => ({ step: activity, count, queueHours: meanWait, touchHours: meanWork })),
  };
}
