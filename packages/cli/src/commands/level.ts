import { hasError, type Finding } from "@rondo/core/kernel";
import { level, levelPlan, type Move } from "@rondo/core/levelling";
import type { PlanTask } from "@rondo/core/plan";
import { readPlan } from "@rondo/formats/any";
import type { BenchmarkReading } from "@rondo/formats/psplib";
import type { Command, Input, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { benchmarkReader, load } from "../files.ts";
import { planRows, seconds, uidOf, type PlanRow } from "../plan-rows.ts";
import { progress } from "../progress.ts";

export const command: Command = {
  name: "level",
  summary: "Schedule a plan within what its resources can hold",
  usage: "rondo level FILE [--seconds S] [--schedules N] [--seed N] [--interrupt] [--json]",
  options: {
    seconds: { type: "string", value: "S", help: "Search for at most so many seconds (10, unless --schedules is given)" },
    schedules: { type: "string", value: "N", help: "Build at most so many schedules" },
    seed: { type: "string", value: "N", help: "Another seed makes another search; the same one with --schedules the same result (1)" },
    interrupt: {
      type: "boolean",
      help: "Let every task of a plan be interrupted where its people are needed elsewhere, not only those that may be",
    },
  },
  positionals: [{ name: "FILE", required: true }],
  async run({ options, positionals, json }, io) {
    const limits = limitsOf(options);
    if (typeof limits === "string") {
      io.err(`${limits}\n`);
      return exit.usage;
    }
    const path = positionals[0]!;
    const bytes = await load(path);
    const reader = benchmarkReader(path, bytes);
    const result = reader
      ? levelBenchmark(reader(bytes), limits, io)
      : levelFile(path, bytes, { ...limits, interrupt: options["interrupt"] === true }, io);
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else if ("tasks" in result) printPlan(result, io);
    else print(result, io);
    return hasError(result.findings) ? exit.findings : exit.done;
  },
};

type Limits = { seconds: number; schedules: number | undefined; seed: number };
type Result = {
  makespan: number | null;
  lowerBound: number | null;
  provenOptimal: boolean;
  seconds: number;
  schedules: number;
  starts: Record<string, number>;
  findings: readonly Finding[];
};

function limitsOf(options: Input["options"]): Limits | string {
  const number = (name: string): number | undefined => (options[name] === undefined ? undefined : Number(options[name]));
  const [seconds, schedules, seed] = [number("seconds"), number("schedules"), number("seed") ?? 1];
  if (seconds !== undefined && !(seconds > 0 && seconds <= 86_400)) return "--seconds should be a number above 0, at most 86400";
  if (schedules !== undefined && !(Number.isInteger(schedules) && schedules > 0)) return "--schedules should be a whole number above 0";
  if (!Number.isInteger(seed) || Math.abs(seed) > 2_147_483_647) return "--seed should be a whole number of at most 32 bits";
  return { seconds: seconds ?? (schedules === undefined ? 10 : 86_400), schedules, seed };
}

function levelBenchmark(reading: BenchmarkReading, { seconds: most, schedules, seed }: Limits, io: Io): Result {
  const began = performance.now();
  const shown = progress(io);
  const elapsed = (): number => (performance.now() - began) / 1000;
  const levelled = level(reading, {
    seed,
    ...(schedules === undefined ? { seconds: most } : { schedules }),
    shouldStop: () => elapsed() >= most,
    elapsed: () => elapsed() / most,
    onBetter: (makespan) => shown.show(`${makespan} after ${elapsed().toFixed(1)} s`),
  });
  shown.end();
  const { starts, makespan, lowerBound, proven, infeasible } = levelled;
  return {
    makespan: starts === null ? null : makespan,
    lowerBound: infeasible ? null : lowerBound,
    provenOptimal: proven,
    seconds: Number(elapsed().toFixed(3)),
    schedules: levelled.schedules,
    starts: starts === null ? {} : Object.fromEntries(reading.numbers.map((number, task) => [String(number), starts[task]!])),
    findings: [...reading.findings, ...(starts === null ? [noSchedule(infeasible)] : [])],
  };
}

type PlanResult = {
  start: string;
  finish: string;
  unlevelledFinish: string;
  seconds: number;
  passes: number;
  unlevelledStart: string;
  tasks: (PlanRow & Partial<Pick<Move, "delayedBy" | "reason" | "because" | "pauses" | "assigned">>)[];
  findings: readonly Finding[];
};

/** A plan with people: the dates of `rondo schedule`, and for whatever was put off by how many working minutes and why. */
function levelFile(
  path: string,
  bytes: Uint8Array,
  { seconds: most, schedules, seed, interrupt }: Limits & { interrupt: boolean },
  io: Io,
): PlanResult {
  const { plan: read, staffing, findings } = readPlan(bytes, path);
  const plan = interrupt ? { ...read, tasks: read.tasks.map(interrupted) } : read;
  const began = performance.now();
  const shown = progress(io);
  const elapsed = (): number => (performance.now() - began) / 1000;
  const levelled = levelPlan(plan, staffing, {
    seed,
    passes: schedules ?? 100_000,
    shouldStop: () => elapsed() >= most,
    onBetter: (reaches) => shown.show(`${plan.finish === undefined ? "Finish" : "Start"} ${reaches} after ${elapsed().toFixed(1)} s`),
  });
  shown.end();
  const moves = new Map(levelled.moves.map((move) => [uidOf(move.task), move]));
  return {
    start: seconds(levelled.scheduled.start),
    finish: seconds(levelled.scheduled.finish),
    unlevelledFinish: seconds(levelled.unlevelledFinish),
    unlevelledStart: seconds(levelled.unlevelledStart),
    seconds: Number(elapsed().toFixed(3)),
    passes: levelled.passes,
    tasks: planRows(levelled.plan, levelled.scheduled).map((row) => {
      const move = moves.get(row.uid);
      return move ? { ...row, ...told(move) } : row;
    }),
    findings: [
      ...findings,
      ...(staffing.assignments.length + (staffing.placeholders ?? []).length === 0 ? [nobody] : []),
      ...levelled.findings,
    ],
  };
}

/** Splits that a task has already are somebody's, and stay. */
function interrupted(task: PlanTask): PlanTask {
  return task.pauses === undefined ? { ...task, interruptible: true } : task;
}

/** Pauses and people only where there are some. */
function told({ delayedBy, reason, because, pauses, assigned }: Move): Partial<Move> {
  return { delayedBy, reason, because, ...(pauses.length > 0 && { pauses }), ...(assigned.length > 0 && { assigned }) };
}

const nobody: Finding = {
  code: "level.nobody",
  severity: "warning",
  subject: "plan",
  params: {},
  message: "Nobody is assigned to a task of this plan, so that there is nothing to level.",
};

function printPlan(result: PlanResult, io: Io): void {
  for (const finding of result.findings) io.err(`${finding.severity}: ${finding.message}\n`);
  for (const task of result.tasks)
    if (task.reason !== undefined)
      io.out(
        `${String(task.uid).padStart(6)}  ${String(task.start).replace("T", " ").slice(0, 16)}  ${task.name.slice(0, 48)}: ${task.reason}\n`,
      );
  const moved = result.tasks.filter((task) => task.reason !== undefined).length;
  io.out(
    result.finish === result.unlevelledFinish && result.start < result.unlevelledStart
      ? `${moved} of ${result.tasks.length} tasks moved; start ${result.start.replace("T", " ")}, without levelling ${result.unlevelledStart.replace("T", " ")}.\n`
      : `${moved} of ${result.tasks.length} tasks moved; finish ${result.finish.replace("T", " ")}, without levelling ${result.unlevelledFinish.replace("T", " ")}.\n`,
  );
}

function noSchedule(infeasible: boolean): Finding {
  return infeasible
    ? {
        code: "level.infeasible",
        severity: "error",
        subject: "plan",
        params: {},
        message: "No schedule exists: the times between tasks and the capacities can't all be kept.",
      }
    : {
        code: "level.none_found",
        severity: "error",
        subject: "plan",
        params: {},
        message: "No schedule was found in the time given, nor shown to be impossible; try more --seconds.",
      };
}

function print(result: Result, io: Io): void {
  for (const finding of result.findings) io.err(`${finding.severity}: ${finding.message}\n`);
  if (result.makespan === null) return;
  for (const [task, start] of Object.entries(result.starts)) io.out(`${task.padStart(6)}  ${start}\n`);
  const proof = result.provenOptimal ? "which is shown to be the shortest" : `no schedule is shorter than ${result.lowerBound}`;
  io.out(`Makespan ${result.makespan}; ${proof}. ${result.schedules} schedules in ${result.seconds} s.\n`);
}
