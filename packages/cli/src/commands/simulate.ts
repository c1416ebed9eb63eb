import { readFile, stat } from "node:fs/promises";
import { type Finding, hasError, Refusal } from "@rondo/core/kernel";
import { completionsOf } from "@rondo/core/mining";
import { type Change, changed, type Scenario, scenarioOf, simulate, type Simulation } from "@rondo/core/simulation";
import { readAny } from "@rondo/formats/any";
import { readScenario, scenarioOfDefinition } from "@rondo/formats/scenario";
import type { Command, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { logOptions, logOptionsOf, readLog } from "../log.ts";

export const command: Command = {
  name: "simulate",
  summary: "Play a process many times, as it is and with a change",
  usage: 'rondo simulate PROCESS [--runs N] [--seed N] [--what-if "people:NAME=2, drop:STEP"] [--json]',
  options: {
    ...logOptions,
    runs: { type: "string", value: "N", help: "how many runs (10000)" },
    seed: { type: "string", value: "N", help: "the same seed gives the same runs (1)" },
    "what-if": {
      type: "string",
      value: "CHANGES",
      help: "people:NAME=COUNT, drop:STEP, time:STEP=FACTOR, wip=COUNT, arrivals=FACTOR; several with commas",
    },
  },
  positionals: [{ name: "PROCESS", required: true }],
  async run({ options, positionals, json }, io) {
    const [runs, seed] = [Number(options["runs"] ?? 10_000), Number(options["seed"] ?? 1)];
    if (!(Number.isInteger(runs) && runs >= 1 && runs <= 5_000_000 && Number.isInteger(seed))) {
      io.err("--runs is a whole number from 1 to 5000000, --seed a whole number\n");
      return exit.usage;
    }
    const changes = changesOf(typeof options["what-if"] === "string" ? options["what-if"] : "");
    if (typeof changes === "string") {
      io.err(`${changes}\n`);
      return exit.usage;
    }
    const { scenario, findings } = await load(positionals[0]!, options, io);
    const unknown = changes.find((change) => !applies(scenario, change));
    if (unknown !== undefined) {
      const known =
        unknown.kind === "people"
          ? [...new Set(Object.values(scenario.activities).flatMap(({ people }) => people.map((person) => person.replace(/ #\d+$/, ""))))]
          : Object.keys(scenario.activities);
      io.err(
        `There is no ${unknown.kind === "people" ? "such person" : "such step"} to change; there are ${known.slice(0, 30).join(", ")}\n`,
      );
      return exit.usage;
    }
    const asIs = simulate(scenario, { runs, seed });
    const result: Result =
      changes.length === 0
        ? { ...asIs, unit: scenario.unit, findings }
        : { ...simulate(changed(scenario, changes), { runs, seed }), unit: scenario.unit, asIs, findings };
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else print(result, io);
    return hasError(findings) ? exit.findings : exit.done;
  },
};

type Result = Simulation & { unit: string; asIs?: Simulation; findings: readonly Finding[] };

async function load(
  path: string,
  options: Readonly<Record<string, string | boolean | undefined>>,
  io: Io,
): Promise<{ scenario: Scenario; findings: readonly Finding[] }> {
  if (!/\.(?:json|md|markdown|txt)$/i.test(path)) {
    const { log, findings } = await readLog(path, logOptionsOf(options), io);
    return { scenario: scenarioOf(completionsOf(log)), findings };
  }
  const bytes = await whole(path);
  const told = /\.json$/i.test(path) ? readScenario(bytes) : null;
  if (told !== null) return { scenario: told, findings: [] };
  const { drafts } = readAny(bytes, path);
  const [process, ...more] = drafts.filter((draft) => draft.kind === "process");
  if (process === undefined || more.length > 0)
    throw new Refusal("unreadable", {
      reason: `${path} holds ${more.length === 0 ? "no process" : `${more.length + 1} processes`} where one is needed`,
    });
  return {
    scenario: scenarioOfDefinition(process.definition),
    findings: [
      {
        code: "simulate.assumed",
        severity: "warning",
        message:
          "Nothing here was measured: steps take as long as their due dates allow, there is one person in each role, and so much arrives that the busiest works four fifths of the time. A log (XES, CSV) gives measured times.",
      },
    ],
  };
}

async function whole(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > 64 * 1024 * 1024) throw new Refusal("too_large", { limit: "64 MiB for a process" });
    return await readFile(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal("unreadable", {
      reason: code === "ENOENT" ? `There is no file ${path}` : `${path} can't be opened (${code ?? "unknown reason"})`,
    });
  }
}

/** The changes in words, or what is wrong with them. */
function changesOf(words: string): Change[] | string {
  const found: Change[] = [];
  for (const word of words
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "")) {
    const match = /^(people|drop|time|wip|arrivals)(?::(.+?))?(?:=([\d.]+))?$/.exec(word);
    const [, kind, name, number] = match ?? [];
    const value = Number(number);
    if (kind === "people" && name !== undefined && Number.isInteger(value) && value >= 1) found.push({ kind, name, count: value });
    else if (kind === "drop" && name !== undefined && number === undefined) found.push({ kind, activity: name });
    else if (kind === "time" && name !== undefined && value >= 0) found.push({ kind, activity: name, factor: value });
    else if (kind === "wip" && name === undefined && Number.isInteger(value) && value >= 1)
      found.push({ kind: "limit", workInProgress: value });
    else if (kind === "arrivals" && name === undefined && value > 0) found.push({ kind, factor: value });
    else return `"${word}" is no change: people:NAME=COUNT, drop:STEP, time:STEP=FACTOR, wip=COUNT or arrivals=FACTOR`;
  }
  return found;
}

function applies({ activities }: Scenario, change: Change): boolean {
  if (change.kind === "people")
    return Object.values(activities).some(({ people }) => people.some((person) => person.replace(/ #\d+$/, "") === change.name));
  return change.kind === "limit" || change.kind === "arrivals" || activities[change.activity] !== undefined;
}

function print({ runs, leadTime, utilisation, bottleneck, unit, asIs, findings }: Result, io: Io): void {
  for (const finding of findings) io.err(`${finding.severity}: ${finding.message}\n`);
  const words = (lead: Simulation["leadTime"]): string =>
    `half within ${lead.p50.toFixed(1)} ${unit}, 80 % within ${lead.p80.toFixed(1)}, 95 % within ${lead.p95.toFixed(1)}; mean ${lead.mean.toFixed(1)} ± ${lead.margin.toFixed(1)}`;
  if (asIs !== undefined) io.out(`As it is: ${words(asIs.leadTime)}\n`);
  io.out(`${asIs === undefined ? `${runs} runs` : "With the change"}: ${words(leadTime)}\n`);
  for (const [who, share] of Object.entries(utilisation)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 20))
    io.out(`${who} works ${(share * 100).toFixed(1)} % of the time\n`);
  io.out(bottleneck === null ? "Nothing ever waits.\n" : `Most waiting: ${bottleneck.activity}, for ${bottleneck.people}\n`);
}
