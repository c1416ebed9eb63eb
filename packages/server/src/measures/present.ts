import type { AnswerOf, operations } from "@rondo/contract";
import { flowGraphOf, type EventLog, LogBuilder, netAligner, netOfFlow, type Aligner, deviationsIn } from "@rondo/core/mining";
import { type MeasuredRun, processMeasures } from "@rondo/core/measures";
import { type Definition, roleOf, type Step, stepsOf } from "@rondo/core/process";
import { ref } from "../tasks/index.ts";
import type { HypothesisRow, MeasuredRunRow, MeasuredStepRow } from "./store.ts";

export type Measured = AnswerOf<typeof operations.getMeasures>;
type Deviation = Measured["conformance"]["deviations"][number];

const mostNamed = 50;

/** Everything from the same rows, so that no two figures of the screen disagree. */
export function presentMeasures(runs: readonly MeasuredRunRow[], steps: readonly MeasuredStepRow[], definitions: ReadonlyMap<number, Definition>, hypotheses: readonly HypothesisRow[], { now, more }: { now: number; more: boolean }): Measured {
  const byRun = Map.groupBy(steps, ({ run_id }) => run_id);
  const { control, changes, weeks, ageing, ...found } = processMeasures(runs.map((run) => measured(run, byRun.get(run.run_id) ?? [], definitions.get(run.revision))), now, hypotheses);
  const iso = (moment: number): string => new Date(moment).toISOString();
  return {
    ...found,
    steps: [...found.steps],
    weeks: weeks.map((week) => ({ ...week, from: iso(week.from) })),
    control: control === null ? null : {
      centre: control.chart.centre, upper: control.chart.upper, lower: control.chart.lower,
      points: control.chart.points.map(({ value, signals }, at) => ({ runId: control.runs[at]!.id, number: control.runs[at]!.number, endedAt: iso(control.runs[at]!.endedAt), hours: value, signals: [...signals] })),
    },
    ageing: ageing.map(({ id, ...run }) => ({ runId: id, ...run })),
    changes: changes.map(({ measures, ...change }) => ({
      ...change,
      hypothesis: hypothesisOf(hypotheses.find(({ revision }) => revision === change.to), runs),
      measures: measures.map(({ measure, unit, found: { before, after, warnings, ...shift } }) => ({ measure, unit, ...shift, before: { ...before }, after: { ...after }, warnings: [...warnings] })),
    })),
    conformance: conformanceOf(runs, byRun, definitions),
    more,
  };
}

function measured(run: MeasuredRunRow, steps: readonly MeasuredStepRow[], definition: Definition | undefined): MeasuredRun {
  return {
    id: run.run_id, number: run.number, title: run.title, revision: run.revision, kind: kindOf(run, definition), state: run.status, startedAt: Date.parse(run.started_at), endedAt: instant(run.ended_at), ...(run.kept !== null && { kept: run.kept }),
    steps: steps.map((step) => ({ stepId: step.step_id, title: step.title, openedAt: Date.parse(step.created_at), closedAt: instant(step.closed_at), how: step.closed_as, dueAt: instant(step.due_at), by: step.by_id, verdict: step.verdict })),
  };
}

/** How it came, and the choices that were made when it was asked for: what is decided later may be the revision's doing. */
function kindOf(run: MeasuredRunRow, definition: Definition | undefined): string {
  const chosen = definition?.fields.filter(({ key, kind }) => (kind === "choice" || kind === "yesNo") && definition.intake.includes(key)) ?? [];
  return JSON.stringify([run.started_via, ...chosen.map(({ label, key }) => [label, run.data[key] ?? null]).sort()]);
}

function hypothesisOf(row: HypothesisRow | undefined, runs: readonly MeasuredRunRow[]): Measured["changes"][number]["hypothesis"] {
  if (row === undefined) return null;
  const before = (moment: string | null): boolean => moment !== null && Date.parse(moment) < Date.parse(row.stated_at);
  return { measure: row.measure, aim: row.aim, reason: row.reason, by: ref(row.stated_by, row.stater_name), at: row.stated_at, late: runs.filter((run) => run.revision === row.revision && before(run.ended_at)).length };
}

function instant(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** Completed runs against their own revisions. A skipped step carries the reason that was given for it. */
function conformanceOf(runs: readonly MeasuredRunRow[], byRun: ReadonlyMap<string, readonly MeasuredStepRow[]>, definitions: ReadonlyMap<number, Definition>): Measured["conformance"] {
  const models = new Map<number, { aligner: Aligner; steps: ReadonlyMap<string, Step> }>();
  const found = new Map<string, Deviation>();
  const known = new Map<string, ReturnType<Aligner["align"]>>();
  let [looked, fits, sum] = [0, 0, 0];
  const tell = (kind: Deviation["kind"], activity: string, times: number, run: MeasuredRunRow, reason: string | null): void => {
    const key = `${kind} ${activity}`;
    let deviation = found.get(key);
    if (deviation === undefined) found.set(key, (deviation = { kind, activity, count: 0, runs: [] }));
    deviation.count += times;
    if (deviation.runs.length < mostNamed) deviation.runs.push({ id: run.run_id, number: run.number, reason });
  };
  for (const run of runs) {
    const definition = definitions.get(run.revision);
    if (run.status !== "completed" || definition === undefined) continue;
    let model = models.get(run.revision);
    if (model === undefined) models.set(run.revision, (model = { aligner: netAligner(netOfFlow(flowGraphOf(definition))), steps: new Map(stepsOf(definition).map((step) => [step.id, step])) }));
    const steps = byRun.get(run.run_id) ?? [];
    const name = (step: MeasuredStepRow): string => model.steps.get(step.step_id)?.title ?? step.title;
    const done = steps.filter(({ closed_as }) => closed_as === "completed").sort((a, b) => Date.parse(a.closed_at!) - Date.parse(b.closed_at!));
    const trace = done.map(name);
    const key = JSON.stringify([run.revision, trace]);
    const alignment = known.get(key) ?? model.aligner.align(trace);
    known.set(key, alignment);
    if (alignment === null) continue;
    looked += 1;
    sum += 1 - alignment.cost / Math.max(1, trace.length + model.aligner.shortest);
    if (alignment.cost === 0) fits += 1;
    for (const { kind, activity, times } of deviationsIn(alignment)) tell(kind, activity, times, run, kind === "skipped" ? (steps.find((step) => step.closed_as === "skipped" && name(step) === activity)?.reason ?? null) : null);
    for (const step of done) {
      if (step.due_at !== null && Date.parse(step.closed_at!) > Date.parse(step.due_at)) tell("late", name(step), 1, run, null);
      const defined = model.steps.get(step.step_id);
      const filling = run.fillings.find(({ role }) => defined !== undefined && role === roleOf(defined));
      if (filling !== undefined && filling.personId !== null && step.by_id !== null && step.by_id !== filling.personId) tell("wrongRole", name(step), 1, run, null);
    }
  }
  return { runs: looked, fitRuns: fits, fitness: looked === 0 ? null : sum / looked, deviations: [...found.values()].sort((a, b) => b.count - a.count) };
}

/** Every step that was done or skipped, with its opening as start. */
export function logOf(runs: readonly MeasuredRunRow[], steps: readonly MeasuredStepRow[]): EventLog {
  const byRun = Map.groupBy(steps, ({ run_id }) => run_id);
  const builder = new LogBuilder();
  for (const run of runs.toReversed()) {
    const at = builder.caseOf(run.run_id);
    const about = { number: String(run.number), title: run.title, revision: String(run.revision), state: run.status };
    for (const [name, value] of Object.entries(about)) builder.keep("case", at, name, "string", value);
    for (const step of byRun.get(run.run_id) ?? []) {
      if (step.closed_at === null || step.closed_as === "withdrawn") continue;
      if (step.verdict !== null) builder.keep("event", builder.events, "verdict", "string", step.verdict);
      if (step.reason !== null) builder.keep("event", builder.events, "reason", "string", step.reason);
      builder.addEvent(at, { activity: step.title, time: Date.parse(step.closed_at), start: Date.parse(step.created_at), transition: step.closed_as === "skipped" ? "manualskip" : "complete", ...(step.by_name === null ? {} : { resource: step.by_name }) });
    }
  }
  return builder.done();
}
