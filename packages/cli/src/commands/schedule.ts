import { hasError, type Finding } from "@rondo/core/kernel";
import { parseWall } from "@rondo/core/calendar";
import { planValue } from "@rondo/core/control";
import { schedulePlan } from "@rondo/core/plan";
import { scheduleTimeLags } from "@rondo/core/schedule";
import { readPlan } from "@rondo/formats/any";
import type { BenchmarkReading } from "@rondo/formats/psplib";
import type { Command, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { benchmarkReader, load } from "../files.ts";
import { valueLines, withValue, type Costs, type Earned, type Valued } from "../plan-value.ts";
import { planRows, seconds, type PlanRow } from "../plan-rows.ts";

export const command: Command = {
  name: "schedule",
  summary: "Compute a plan's dates, slack and critical path",
  usage: "rondo schedule FILE [--status MOMENT] [--json]",
  options: {
    status: { type: "string", value: "MOMENT", help: "Earned value until then (YYYY-MM-DDTHH:MM), in place of the file's status date" },
  },
  positionals: [{ name: "FILE", required: true }],
  async run({ options, positionals, json }, io) {
    const { status } = options;
    if (status !== undefined && (typeof status !== "string" || parseWall(status) === null)) {
      io.err("--status should be a date and time such as 2026-03-02T17:00\n");
      return exit.usage;
    }
    const result = scheduleFile(positionals[0]!, await load(positionals[0]!), status);
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else print(result, io);
    return hasError(result.findings) ? exit.findings : exit.done;
  },
};

type Result = {
  start: string | number | null;
  finish: string | number | null;
  tasks: (PlanRow & Partial<Valued>)[];
  costs?: Costs;
  earnedValue?: Earned;
  findings: readonly Finding[];
};

function scheduleFile(path: string, bytes: Uint8Array, status: string | undefined): Result {
  const benchmark = benchmarkReader(path, bytes);
  if (benchmark !== null) return scheduleBenchmark(benchmark(bytes));
  const { plan, money, findings } = readPlan(bytes, path);
  const scheduled = schedulePlan(plan);
  return {
    start: seconds(scheduled.start),
    finish: seconds(scheduled.finish),
    ...withValue(planRows(plan, scheduled), money === null ? null : planValue(plan, scheduled, money, status ?? money.statusDate)),
    findings: [...findings, ...scheduled.findings],
  };
}

/** Benchmarks count in their own unit from 0; slack too. Tasks that can't all keep their times are one finding and no dates. */
function scheduleBenchmark({ network, numbers, findings }: BenchmarkReading): Result {
  const dates = scheduleTimeLags(network);
  if (!dates.feasible) {
    const circle = [...dates.circle, dates.circle[0]!].map((task) => numbers[task]).join(" → ");
    return {
      start: null,
      finish: null,
      tasks: [],
      findings: [
        ...findings,
        {
          code: "schedule.infeasible",
          severity: "error",
          subject: String(numbers[dates.circle[0]!]),
          params: { circle },
          message: `No schedule can keep the times between the tasks ${circle}.`,
        },
      ],
    };
  }
  const tasks = numbers.map((number, task): PlanRow => {
    const [start, late, duration] = [dates.earlyStart[task]!, dates.lateStart[task]!, network.durations[task]!];
    return {
      uid: number,
      name: String(number),
      start,
      finish: start + duration,
      earlyStart: start,
      earlyFinish: start + duration,
      lateStart: late,
      lateFinish: late + duration,
      totalSlackMinutes: late - start,
      freeSlackMinutes: dates.freeSlack[task]!,
      critical: late === start,
    };
  });
  return { start: 0, finish: dates.finish, tasks, findings };
}

function print(result: Result, io: Io): void {
  for (const finding of result.findings) io.err(`${finding.severity}: ${finding.message}\n`);
  if (result.start === null) return;
  const cells = result.tasks.map((task) => [
    String(task.uid),
    task.name,
    String(task.start).replace("T", " ").slice(0, 16),
    String(task.finish).replace("T", " ").slice(0, 16),
    String(task.totalSlackMinutes),
    task.critical ? "critical" : "",
  ]);
  const head = ["uid", "name", "start", "finish", "slack", ""];
  const widths = head.map((word, column) => Math.min(48, Math.max(word.length, ...cells.slice(0, 5000).map((row) => row[column]!.length))));
  for (const row of [head, ...cells])
    io.out(
      `${row
        .map((cell, column) => cell.slice(0, 48).padEnd(widths[column]!))
        .join("  ")
        .trimEnd()}\n`,
    );
  io.out(
    `From ${String(result.start).replace("T", " ")} to ${String(result.finish).replace("T", " ")}; ${result.tasks.filter((task) => task.critical).length} of ${result.tasks.length} tasks critical.\n`,
  );
  for (const line of valueLines(result)) io.out(`${line}\n`);
}
