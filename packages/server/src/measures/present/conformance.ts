import type { AnswerOf, operations } from "@rondo/contract";
import { type Aligner, type Alignment, brief, deviationsIn, netAligner, netOfDefinition } from "@rondo/core/mining";
import { type Definition, roleOf, type Step, stepsOf } from "@rondo/core/process";
import type { MeasuredRunRow, MeasuredStepRow } from "../store.ts";

type Conformance = AnswerOf<typeof operations.getMeasures>["conformance"];
type Deviation = Conformance["deviations"][number];
type RunDeviation = AnswerOf<typeof operations.getRunConformance>["deviations"][number];

/** What a revision allows, ready to be compared with; equal traces are aligned once. */
type Model = {
  readonly aligner: Aligner;
  readonly steps: ReadonlyMap<string, Step>;
  readonly ids: ReadonlyMap<string, string>;
  readonly known: Map<string, Alignment | null>;
};

function modelOf(definition: Definition, items: number): Model {
  const steps = stepsOf(definition);
  return {
    aligner: netAligner(netOfDefinition(definition, { items, completed: true }), brief),
    steps: new Map(steps.map((step) => [step.id, step])),
    ids: new Map(steps.flatMap((step) => [[step.title, step.id] as const, ...takenBackBy(step).map((title) => [title, step.id] as const)])),
    known: new Map(),
  };
}

/** What it is called when somebody takes the step back. */
function takenBackBy(step: Step): readonly string[] {
  return (step.kind === "task" || step.kind === "group") && step.undo !== undefined ? [step.undo.title] : [];
}

/** How often the same step was done in one run at most. */
function mostOften(steps: readonly MeasuredStepRow[]): number {
  const counts = new Map<string, number>();
  for (const { step_id } of steps) counts.set(step_id, (counts.get(step_id) ?? 0) + 1);
  return Math.max(1, ...counts.values());
}

type Compared = { readonly deviations: readonly RunDeviation[]; readonly fitness: number | null; readonly fits: boolean };

/**
 * A run against its own revision. One that goes on has only done otherwise what is settled: what is missing may still
 * come; and of one that an approval ended nothing is missing.
 */
function compared(run: MeasuredRunRow, steps: readonly MeasuredStepRow[], model: Model): Compared | null {
  // Of a step that takes others back, each piece of work has a name of its own.
  const name = (step: MeasuredStepRow): string => {
    const defined = model.steps.get(step.step_id);
    return defined === undefined || defined.kind === "undo" ? step.title : defined.title;
  };
  const done = steps
    .filter(({ closed_as }) => closed_as === "completed")
    .sort((a, b) => Date.parse(a.closed_at!) - Date.parse(b.closed_at!));
  const deviations: RunDeviation[] = [];
  const tell = (kind: RunDeviation["kind"], activity: string, times: number, reason: string | null): void =>
    void deviations.push({ kind, activity, stepId: model.ids.get(activity) ?? null, times, reason });
  const reasonOf = (activity: string): string | null =>
    steps.find((step) => step.closed_as === "skipped" && name(step) === activity)?.reason ?? null;
  let fitness: number | null = null;
  let fits = true;
  if (run.status === "completed" && run.outcome !== "rejected") {
    const trace = done.map(name);
    const key = JSON.stringify(trace);
    let alignment = model.known.get(key);
    if (alignment === undefined) model.known.set(key, (alignment = model.aligner.align(trace)));
    if (alignment === null) return null;
    fitness = 1 - alignment.cost / Math.max(1, trace.length + model.aligner.shortest);
    fits = alignment.cost === 0;
    for (const { kind, activity, times } of deviationsIn(alignment))
      tell(kind, activity, times, kind === "skipped" ? reasonOf(activity) : null);
  } else for (const step of steps.filter(({ closed_as }) => closed_as === "skipped")) tell("skipped", name(step), 1, step.reason);
  for (const step of done) {
    if (step.due_at !== null && Date.parse(step.closed_at!) > Date.parse(step.due_at)) tell("late", name(step), 1, null);
    const defined = model.steps.get(step.step_id);
    const filling = run.fillings.find(({ role }) => defined !== undefined && role === roleOf(defined));
    if (filling !== undefined && filling.personId !== null && step.by_id !== null && step.by_id !== filling.personId)
      tell("wrongRole", name(step), 1, null);
  }
  return { deviations, fitness, fits };
}

export function deviationsOfRun(
  run: MeasuredRunRow,
  steps: readonly MeasuredStepRow[],
  definition: Definition,
): { fitness: number | null; deviations: RunDeviation[] } {
  const found = compared(run, steps, modelOf(definition, mostOften(steps)));
  return { fitness: found?.fitness ?? null, deviations: [...(found?.deviations ?? [])] };
}

const mostNamed = 50;

/** Completed runs against their own revisions. A skipped step carries the reason that was given for it. */
export function conformanceOf(
  runs: readonly MeasuredRunRow[],
  byRun: ReadonlyMap<string, readonly MeasuredStepRow[]>,
  definitions: ReadonlyMap<number, Definition>,
): Conformance {
  const models = new Map<number, Model>();
  const items = new Map<number, number>();
  for (const { revision, run_id } of runs) items.set(revision, Math.max(items.get(revision) ?? 1, mostOften(byRun.get(run_id) ?? [])));
  const found = new Map<string, Deviation>();
  let [looked, fits, sum] = [0, 0, 0];
  for (const run of runs) {
    const definition = definitions.get(run.revision);
    if (run.status !== "completed" || run.outcome === "rejected" || definition === undefined) continue;
    let model = models.get(run.revision);
    if (model === undefined) models.set(run.revision, (model = modelOf(definition, items.get(run.revision) ?? 1)));
    const own = compared(run, byRun.get(run.run_id) ?? [], model);
    if (own === null) continue;
    looked += 1;
    sum += own.fitness ?? 0;
    if (own.fits) fits += 1;
    for (const { kind, activity, stepId, times, reason } of own.deviations) {
      const key = `${kind} ${activity}`;
      let deviation = found.get(key);
      if (deviation === undefined) found.set(key, (deviation = { kind, activity, stepId, count: 0, inRuns: 0, runs: [] }));
      deviation.count += times;
      deviation.inRuns += 1;
      if (deviation.runs.length < mostNamed) deviation.runs.push({ id: run.run_id, number: run.number, reason });
    }
  }
  return {
    runs: looked,
    fitRuns: fits,
    fitness: looked === 0 ? null : sum / looked,
    deviations: [...found.values()].sort((a, b) => b.count - a.count),
  };
}
