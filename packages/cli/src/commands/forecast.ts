import {
  backtest,
  casesThrough,
  countForecast,
  dayAfter,
  drawCounts,
  forecastPlan,
  forecastQueue,
  workDone,
  type WorkDone,
} from "@rondo/core/forecast";
import { hasError, type Finding } from "@rondo/core/kernel";
import { caseCount } from "@rondo/core/mining";
import { looksLikePlan, readAny, readPlan, type PlanToCompute } from "@rondo/formats/any";
import type { TaskDraft } from "@rondo/formats/draft";
import type { Command, Input, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { load } from "../files.ts";
import { logOptions, logOptionsOf, readLog } from "../log.ts";
import { seconds } from "../plan-rows.ts";

export const command: Command = {
  name: "forecast",
  summary: "Say when a plan or a queue will be finished, with 50, 80 and 95 % certainty",
  usage: "rondo forecast FILE [--items N] [--days D] [--runs N] [--seed N] [--json]",
  options: {
    ...logOptions,
    items: { type: "string", value: "N", help: "Items still to finish, of a queue (those that are open in the file)" },
    days: { type: "string", value: "D", help: "How many items a queue finishes in so many days (28)" },
    runs: { type: "string", value: "N", help: "How often it is drawn (5000)" },
    seed: { type: "string", value: "N", help: "The same seed draws the same (1)" },
  },
  positionals: [{ name: "FILE", required: true }],
  async run({ options, positionals, json }, io) {
    const wanted = wantedOf(options);
    if (typeof wanted === "string") {
      io.err(`${wanted}\n`);
      return exit.usage;
    }
    const path = positionals[0]!;
    const result = await resultOf(path, wanted, options, io);
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else print(result, io);
    return hasError(result.findings) ? exit.findings : exit.done;
  },
};

/** A log by the ending of its name, or a table that says its cases; then plans by their first words; boards and tables of work are the rest. */
async function resultOf(path: string, wanted: Wanted, options: Input["options"], io: Io): Promise<Result> {
  if (/\.(?:xes|gz|jsonocel)$/i.test(path) || options["case"] !== undefined) return await ofLog(path, wanted, options, io);
  const bytes = await load(path);
  if (looksLikePlan(bytes, path)) return ofPlan(readPlan(bytes, path), wanted);
  if (/\.csv$/i.test(path) && caseColumn.test(String.fromCharCode(...bytes.subarray(0, 4000)).split(/\r?\n/)[0] ?? ""))
    return await ofLog(path, wanted, options, io);
  return ofBoard(bytes, path, wanted);
}

/** A head that names cases is a log's; a table of work has titles. */
const caseColumn = /(?:^|[,;\t"])(?:case[:_ ]?(?:concept:name|id)|caseid|trace[_ ]?id)(?:[,;\t"]|$)/i;

/** Cases that went through, on the day of their last event; those that break off elsewhere than others end are open. */
async function ofLog(path: string, wanted: Wanted, options: Input["options"], io: Io): Promise<Result> {
  const { log, findings } = await readLog(path, logOptionsOf(options), io);
  const ends = Array.from({ length: caseCount(log) }, (_, k) => log.offsets[k + 1]! - 1).flatMap((last, k) =>
    last >= log.offsets[k]! && Number.isFinite(log.time[last]) ? [{ activity: log.activity[last]!, at: log.time[last]! }] : [],
  );
  const { finished, open } = casesThrough(ends);
  const until = ends.reduce((high, { at }) => Math.max(high, at), Number.NEGATIVE_INFINITY);
  return ofQueue(workDone(finished, open, until), wanted, findings);
}

type Wanted = { items: number | null; days: number; runs: number; seed: number };
type Result = {
  kind: "plan" | "queue";
  p50: string | null;
  p80: string | null;
  p95: string | null;
  histogram: readonly { from: string; to: string; count: number }[];
  basis: Record<string, unknown>;
  findings: readonly Finding[];
};

function wantedOf(options: Input["options"]): Wanted | string {
  const wanted: Record<string, number | null> = {};
  for (const [name, least, most, otherwise] of [
    ["items", 1, 1_000_000, null],
    ["days", 1, 365, 28],
    ["runs", 100, 100_000, 5000],
    ["seed", -2_147_483_647, 2_147_483_647, 1],
  ] as const) {
    const value = options[name] === undefined ? otherwise : Number(options[name]);
    if (value !== null && !(Number.isInteger(value) && value >= least && value <= most))
      return `--${name} should be a whole number from ${least} to ${most}`;
    wanted[name] = value;
  }
  return wanted as Wanted;
}

function ofPlan({ plan, experience, findings }: PlanToCompute, { runs, seed }: Wanted): Result {
  const forecast = forecastPlan({ plan, ...experience, runs, seed });
  const moment = (at: string | null): string | null => (at === null ? null : seconds(at));
  return {
    kind: "plan",
    p50: moment(forecast.p50),
    p80: moment(forecast.p80),
    p95: moment(forecast.p95),
    histogram: forecast.histogram.map(({ from, to, count }) => ({ from: seconds(from), to: seconds(to), count })),
    basis: forecast.basis,
    findings: [...findings, ...forecast.findings],
  };
}

/** A board or a table of work: what was finished when, and what is open. */
function ofBoard(bytes: Uint8Array, path: string, wanted: Wanted): Result {
  const { drafts, findings } = readAny(bytes, path);
  const tasks = drafts.flatMap((draft) => (draft.kind === "project" ? draft.tasks : [])).filter((task) => !task.archived || task.completed);
  const moments = (texts: readonly (string | null)[]): number[] =>
    texts.flatMap((text) => (text === null ? [] : [Date.parse(text)])).filter(Number.isFinite);
  const finishedAt = tasks.map((task) => (task.completed ? (task.completedAt ?? lastMove(task)) : null));
  const finished = moments(finishedAt);
  const known = moments(tasks.flatMap((task) => [task.createdAt, task.completedAt, ...task.history.map((event) => event.at)]));
  const undated = tasks.filter((task) => task.completed).length - finished.length;
  const until = known.reduce((high, at) => Math.max(high, at), Number.NEGATIVE_INFINITY);
  const told = findings.filter((finding) => finding.severity === "error");
  return ofQueue(
    workDone(finished, tasks.filter((task) => !task.completed).length, until),
    wanted,
    undated === 0 ? told : [...told, withoutDay(undated)],
  );
}

/** Where a board says that a card is done and not since when: the last time it was moved or put away. */
function lastMove(task: TaskDraft): string | null {
  return task.history.findLast(({ kind }) => kind === "completed" || kind === "moved" || kind === "archived")?.at ?? null;
}

/** A queue whose items are finished at some pace: when those that are open will be through, and how many will be in the days to come. */
function ofQueue(work: WorkDone | null, { items, days, runs, seed }: Wanted, before: readonly Finding[]): Result {
  const daily = work?.daily ?? [];
  const recent = daily.slice(-28).reduce((sum, count) => sum + count, 0);
  const wanted = items ?? (work !== null && work.open > 0 ? work.open : Math.max(1, recent));
  const forecast = forecastQueue(daily, wanted, { runs, seed });
  const day = (after: number | null): string | null => (after === null || work === null ? null : dayAfter(work.until, after));
  const refused = forecast.p50 === null || work === null;
  const share = 0.85;
  const record = refused ? null : backtest(daily, days, { share, draw: "weeks", adaptive: true, runs: 500, seed });
  return {
    kind: "queue",
    p50: day(forecast.p50),
    p80: day(forecast.p80),
    p95: day(forecast.p95),
    histogram: refused ? [] : forecast.histogram.map(({ from, to, count }) => ({ from: day(from)!, to: day(to)!, count })),
    basis: {
      items: wanted,
      open: work?.open ?? 0,
      historyFrom: work?.from ?? null,
      historyUntil: work?.until ?? null,
      finished: daily.reduce((sum, count) => sum + count, 0),
      pastForecasts: { origins: forecast.record.origins, kept: forecast.record.kept },
      ...(record === null
        ? {}
        : {
            next: { days, ...countForecast(drawCounts(daily, days, runs, seed, "weeks"), share, record.stretches) },
            pastCounts: {
              origins: record.origins,
              promised: share,
              promiseKept: record.promiseKept,
              interval: 0.8,
              covered: record.covered,
            },
          }),
    },
    findings: [...before, ...(items === null && work !== null && work.open === 0 ? [nothingOpen(wanted)] : []), ...forecast.findings],
  };
}

function withoutDay(count: number): Finding {
  return {
    code: "forecast.undated",
    severity: "warning",
    subject: "queue",
    params: { count },
    message: `${count} finished items don't say when they were finished; they are left out, so that the pace looks slower than it was.`,
  };
}

function nothingOpen(items: number): Finding {
  return {
    code: "forecast.nothing_open",
    severity: "info",
    subject: "queue",
    params: { items },
    message: `Nothing is open in this file; the dates are for the next ${items} items, as many as in the last four weeks. --items says how many.`,
  };
}

function print(result: Result, io: Io): void {
  for (const finding of result.findings) io.err(`${finding.severity}: ${finding.message}\n`);
  if (result.p50 === null) return;
  for (const [share, at] of [
    [50, result.p50],
    [80, result.p80],
    [95, result.p95],
  ] as const)
    io.out(`${share} %  ${String(at).replace("T", " ").slice(0, 16)}\n`);
  io.out(`Goes by ${JSON.stringify(result.basis)}\n`);
}
