import type { AnswerOf, operations } from "@rondo/contract";
import { type EventLog, LogBuilder } from "@rondo/core/mining";
import { dayOf, formatDay, wallOfInstant } from "@rondo/core/calendar";
import { type HoursBetween, type MeasuredRun, type ProcessMeasures, processMeasures } from "@rondo/core/measures";
import { branchesOf, type Definition, type Step, stepsOf } from "@rondo/core/process";
import { conformanceOf } from "./conformance.ts";
import { ref } from "../../tasks/index.ts";
import type { HypothesisRow, MeasuredRunRow, MeasuredStepRow } from "../store.ts";

export type Measured = AnswerOf<typeof operations.getMeasures>;

type Rows = {
  readonly runs: readonly MeasuredRunRow[];
  readonly steps: readonly MeasuredStepRow[];
  readonly definitions: ReadonlyMap<number, Definition>;
  readonly teams: ReadonlyMap<string, ReadonlySet<string>>;
  readonly hypotheses: readonly HypothesisRow[];
};
type About = {
  readonly now: number;
  readonly more: boolean;
  readonly hours: HoursBetween;
  readonly zone: string;
  readonly told: Measured["told"];
  readonly choices: Measured["choices"];
};

/** Everything from the same rows, so that no two figures of the screen disagree. */
export function presentMeasures(
  { runs, steps, definitions, teams, hypotheses }: Rows,
  { now, more, hours, zone, told, choices }: About,
): Measured {
  const byRun = Map.groupBy(steps, ({ run_id }) => run_id);
  const monthOf = (moment: number): string => formatDay(dayOf(wallOfInstant(moment, zone))).slice(0, 7);
  const { control, changes, weeks, ageing, promises, satisfaction, groups, ...found } = processMeasures(
    runs.map((run) => measured(run, byRun.get(run.run_id) ?? [], definitions.get(run.revision), teams.get(run.run_id))),
    now,
    { hypotheses, hours, monthOf },
  );
  const names = new Map(choices.teams.map(({ id, name }) => [id, name]));
  return {
    ...found,
    told,
    choices,
    satisfaction: satisfaction === null ? null : presentSatisfaction(satisfaction, runs),
    groups: groups.map((group) => ({ ...group, name: group.by === "team" ? (names.get(group.key) ?? group.key) : group.key })),
    steps: [...found.steps],
    weeks: weeks.map((week) => ({ ...week, from: iso(week.from), until: iso(week.until) })),
    control:
      control === null
        ? null
        : {
            centre: control.chart.centre,
            upper: control.chart.upper,
            lower: control.chart.lower,
            points: control.chart.points.map(({ value, signals }, at) => ({
              runId: control.runs[at]!.id,
              number: control.runs[at]!.number,
              endedAt: iso(control.runs[at]!.endedAt),
              hours: value,
              signals: [...signals],
            })),
          },
    // Runs that ended within a time are chosen by how long they took: a record of them alone would be false.
    promises: told.from === null && told.until === null ? { ...promises, levels: [...promises.levels] } : null,
    ageing: ageing.map(({ id, ...run }) => ({ runId: id, ...run })),
    changes: changes.map(({ measures, ...change }) => ({
      ...change,
      hypothesis: hypothesisOf(
        hypotheses.find(({ revision }) => revision === change.to),
        runs,
      ),
      measures: measures.map(({ measure, unit, open, found: { before, after, warnings, ...shift } }) => ({
        measure,
        unit,
        ...shift,
        before: { ...before, open: open.before },
        after: { ...after, open: open.after },
        warnings: [...warnings],
      })),
    })),
    conformance: conformanceOf(runs, byRun, definitions),
    more,
  };
}

function presentSatisfaction(
  { rated, mean, counts, share, control }: NonNullable<ProcessMeasures["satisfaction"]>,
  runs: readonly MeasuredRunRow[],
): Measured["satisfaction"] {
  return {
    rated,
    mean,
    counts: [...counts],
    share,
    control:
      control === null
        ? null
        : {
            centre: control.chart.centre,
            upper: control.chart.upper,
            lower: control.chart.lower,
            points: control.chart.points.map(({ value, signals }, at) => ({
              runId: control.runs[at]!.id,
              number: control.runs[at]!.number,
              endedAt: iso(control.runs[at]!.endedAt),
              score: value,
              signals: [...signals],
            })),
          },
    newest: runs
      .flatMap(({ run_id, number, title, score, words, rated_at }) =>
        score === null || words === "" || rated_at === null ? [] : [{ runId: run_id, number, title, score, words, at: rated_at }],
      )
      .sort((a, b) => (a.at < b.at ? 1 : -1))
      .slice(0, 20),
  };
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

export function measured(
  run: MeasuredRunRow,
  steps: readonly MeasuredStepRow[],
  definition: Definition | undefined,
  teams?: ReadonlySet<string>,
): MeasuredRun {
  const several = severalIn(definition);
  return {
    id: run.run_id,
    number: run.number,
    title: run.title,
    revision: run.revision,
    kind: kindOf(run, definition),
    state: run.outcome === "rejected" ? "rejected" : run.status,
    startedAt: Date.parse(run.started_at),
    endedAt: instant(run.ended_at),
    ...(run.kept !== null && { kept: run.kept }),
    ...(run.score !== null && { score: run.score }),
    ...(teams !== undefined && { teams: [...teams] }),
    steps: steps.map((step) => ({
      stepId: step.step_id,
      title: step.title,
      openedAt: Date.parse(step.created_at),
      closedAt: instant(step.closed_at),
      how: step.closed_as,
      dueAt: instant(step.due_at),
      by: step.by_id,
      verdict: step.verdict,
      ...(several.has(step.step_id) && { oneOfSeveral: true }),
    })),
  };
}

const severals = new WeakMap<Definition, ReadonlySet<string>>();

/** Ids of the steps that are done for each of several things. */
function severalIn(definition: Definition | undefined): ReadonlySet<string> {
  if (definition === undefined) return new Set();
  let found = severals.get(definition);
  if (found === undefined) {
    const inside = (step: Step): string[] => [step.id, ...branchesOf(step).flatMap(({ steps }) => steps.flatMap(inside))];
    found = new Set(stepsOf(definition).flatMap((step) => (step.kind === "each" ? inside(step) : [])));
    severals.set(definition, found);
  }
  return found;
}

/** How it came, and the choices that were made when it was asked for: what is decided later may be the revision's doing. */
function kindOf(run: MeasuredRunRow, definition: Definition | undefined): string {
  const chosen =
    definition?.fields.filter(({ key, kind }) => (kind === "choice" || kind === "yesNo") && definition.intake.includes(key)) ?? [];
  return JSON.stringify([run.started_via, ...chosen.map(({ label, key }) => [label, run.data[key] ?? null]).sort()]);
}

function hypothesisOf(row: HypothesisRow | undefined, runs: readonly MeasuredRunRow[]): Measured["changes"][number]["hypothesis"] {
  if (row === undefined) return null;
  const before = (moment: string | null): boolean => moment !== null && Date.parse(moment) < Date.parse(row.stated_at);
  return {
    measure: row.measure,
    aim: row.aim,
    reason: row.reason,
    by: ref(row.stated_by, row.stater_name),
    at: row.stated_at,
    late: runs.filter((run) => run.revision === row.revision && before(run.ended_at)).length,
  };
}

function instant(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** A run as a log tells it; its process, where the log is of several. */
export type LoggedRun = Pick<MeasuredRunRow, "run_id" | "number" | "title" | "revision" | "status"> & { readonly process_name?: string };
export type LoggedStep = MeasuredStepRow & { readonly closed_at: string };

export function aboutRun({ number, title, revision, status, process_name }: LoggedRun): Record<string, string> {
  const process = process_name === undefined ? {} : { process: process_name };
  return { number: String(number), title, revision: String(revision), state: status, ...process };
}

/** What a log tells of: steps that were done or skipped. */
export function isLogged(step: MeasuredStepRow): step is LoggedStep {
  return step.closed_at !== null && step.closed_as !== "withdrawn";
}

export function transitionOf({ closed_as }: LoggedStep): string {
  return closed_as === "skipped" ? "manualskip" : "complete";
}

/** Every step that was done or skipped, with its opening as start; the runs in the order given. */
export function logOf(runs: readonly LoggedRun[], steps: readonly MeasuredStepRow[]): EventLog {
  const byRun = Map.groupBy(steps.filter(isLogged), ({ run_id }) => run_id);
  const builder = new LogBuilder();
  for (const run of runs) {
    const at = builder.caseOf(run.run_id);
    for (const [name, value] of Object.entries(aboutRun(run))) builder.keep("case", at, name, "string", value);
    for (const step of byRun.get(run.run_id) ?? []) {
      if (step.verdict !== null) builder.keep("event", builder.events, "verdict", "string", step.verdict);
      if (step.reason !== null) builder.keep("event", builder.events, "reason", "string", step.reason);
      builder.addEvent(at, {
        activity: step.title,
        time: Date.parse(step.closed_at),
        start: Date.parse(step.created_at),
        transition: transitionOf(step),
        ...(step.by_name === null ? {} : { resource: step.by_name }),
      });
    }
  }
  return builder.done();
}
