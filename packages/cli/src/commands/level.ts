import { extname } from "node:path";
import { hasError, Refusal, type Finding } from "@rondo/core/kernel";
import { level } from "@rondo/core/levelling";
import type { BenchmarkReading } from "@rondo/formats/psplib";
import type { Command, Input, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { benchmarkReaders, load } from "../files.ts";
import { progress } from "../progress.ts";

export const command: Command = {
  name: "level",
  summary: "Schedule a plan within what its resources can hold",
  usage: "rondo level FILE [--seconds S] [--schedules N] [--seed N] [--json]",
  options: {
    seconds: { type: "string", value: "S", help: "Search for at most so many seconds (10, unless --schedules is given)" },
    schedules: { type: "string", value: "N", help: "Build at most so many schedules" },
    seed: { type: "string", value: "N", help: "Another seed makes another search; the same one with --schedules the same result (1)" },
  },
  positionals: [{ name: "FILE", required: true }],
  async run({ options, positionals, json }, io) {
    const limits = limitsOf(options);
    if (typeof limits === "string") {
      io.err(`${limits}\n`);
      return exit.usage;
    }
    const path = positionals[0]!;
    const reader = benchmarkReaders[extname(path).toLowerCase()];
    if (!reader) throw new Refusal("format_unknown", { formats: "PSPLIB (.sm), Patterson (.rcp) and RCPSP/max (.SCH) files" });
    const result = levelBenchmark(reader(await load(path)), limits, io);
    if (json) io.out(`${JSON.stringify(result)}\n`);
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

function levelBenchmark(reading: BenchmarkReading, { seconds, schedules, seed }: Limits, io: Io): Result {
  const began = performance.now();
  const shown = progress(io);
  const elapsed = (): number => (performance.now() - began) / 1000;
  const levelled = level(reading, {
    seed,
    ...(schedules === undefined ? {} : { schedules }),
    shouldStop: () => elapsed() >= seconds,
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
