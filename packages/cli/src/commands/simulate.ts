import { readFile, stat } from "node:fs/promises";
import { type Finding, hasError, Refusal } from "@rondo/core/kernel";
import { completionsOf, type Tree } from "@rondo/core/mining";
import { type Change, changed, kindOf, type Scenario, scenarioOf, simulate, type Simulation } from "@rondo/core/simulation";
import { readAny } from "@rondo/formats/any";
import { readScenario, scenarioOfDefinition } from "@rondo/formats/scenario";
import type { Command, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { isLog, logOptions, logOptionsOf, readLog } from "../log.ts";

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
      help: "people:NAME=COUNT or people:STEP=+1, drop:STEP, time:STEP=FACTOR, first:STEP=OTHER, together:STEP=OTHER, wip=COUNT, arrivals=FACTOR; several with commas",
    },
  },
  positionals: [{ name: "PROCESS", required: true }],
  async run({ options, positionals, json }, io) {
    const [runs, seed] = [Number(options["runs"] ?? 10_000), Number(options["seed"] ?? 1)];
    if (!(Number.isInteger(runs) && runs >= 1 && runs <= 5_000_000 && Number.isInteger(seed))) {
      io.err("--runs is a whole number from 1 to 5000000, --seed a whole number\n");
      return exit.usage;
    }
    const told = changesOf(typeof options["what-if"] === "string" ? options["what-if"] : "");
    if (typeof told === "string") {
      io.err(`${told}\n`);
      return exit.usage;
    }
    const { scenario, findings } = await load(positionals[0]!, options, io);
    const changes = told.map((change) => moreOf(scenario, change));
    const unknown = changes.find((change) => !applies(scenario, change));
    if (unknown !== undefined) {
      const known =
        unknown.kind === "people"
          ? [...new Set(Object.values(scenario.activities).flatMap(({ people }) => people.map((person) => kindOf(person))))]
          : Object.keys(scenario.activities);
      io.err(
        `There is no ${unknown.kind === "people" ? "such person" : "such step"} to change; there are ${known.slice(0, 30).join(", ")}\n`,
      );
      return exit.usage;
    }
    const unmoved = changes.find((change) => change.kind === "order" && !follow(scenario, change.activity, change.other));
    if (unmoved !== undefined)
      findings.push({
        code: "simulate.order",
        severity: "warning",
        message: "The two steps whose order changes never stand in one line of the process, so nothing changes by that.",
      });
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
): Promise<{ scenario: Scenario; findings: Finding[] }> {
  if (!/\.(?:json|md|markdown|txt|bpmn|xml)$/i.test(path) || (await isLog(path))) {
    const { log, findings } = await readLog(path, logOptionsOf(options), io);
    return { scenario: scenarioOf(completionsOf(log)), findings: [...findings] };
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

const kinds = ["people", "drop", "time", "wip", "arrivals", "first", "together"];

/** The changes in words, or what is wrong with them. A comma or an equals sign in the name of a step is part of it. */
function changesOf(words: string): Change[] | string {
  const found: Change[] = [];
  for (const word of words
    .split(new RegExp(`,\\s*(?=(?:${kinds.join("|")})\\s*[:=])`))
    .map((each) => each.trim())
    .filter((each) => each !== "")) {
    const [, kind, name, text = ""] = /^(\w+)(?::(.+?))?(?:=([^=]*))?$/.exec(word) ?? [];
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (kind === "people" && name !== undefined && Number.isInteger(value) && value >= 1)
      found.push(text.trim().startsWith("+") ? { kind: "hands", activity: name, more: value } : { kind, name, count: value });
    else if (kind === "drop" && name !== undefined && text === "") found.push({ kind, activity: name });
    else if (kind === "time" && name !== undefined && value >= 0) found.push({ kind, activity: name, factor: value });
    else if ((kind === "first" || kind === "together") && name !== undefined && text !== "")
      found.push({ kind: "order", activity: name, other: text, how: kind });
    else if (kind === "wip" && name === undefined && Number.isInteger(value) && value >= 1)
      found.push({ kind: "limit", workInProgress: value });
    else if (kind === "arrivals" && name === undefined && value > 0) found.push({ kind, factor: value });
    else
      return `"${word}" is no change: people:NAME=COUNT, people:STEP=+1, drop:STEP, time:STEP=FACTOR, first:STEP=OTHER, together:STEP=OTHER, wip=COUNT or arrivals=FACTOR`;
  }
  return found;
}

/** More people of a kind, where a kind of people and no step is named. */
function moreOf({ activities }: Scenario, change: Change): Change {
  if (change.kind !== "hands" || activities[change.activity] !== undefined) return change;
  const own = new Set(Object.values(activities).flatMap(({ people }) => people.filter((person) => kindOf(person) === change.activity)));
  return own.size === 0 ? change : { kind: "people", name: change.activity, count: own.size + change.more };
}

function applies({ activities }: Scenario, change: Change): boolean {
  if (change.kind === "people") return Object.values(activities).some(({ people }) => people.some((one) => kindOf(one) === change.name));
  if (change.kind === "limit" || change.kind === "arrivals") return true;
  return activities[change.activity] !== undefined && (change.kind !== "order" || activities[change.other] !== undefined);
}

/** Whether both stand in one line somewhere. */
function follow({ paths }: Scenario, one: string, other: string): boolean {
  const inLine = (tree: Tree): boolean => {
    if (tree.kind === "silent" || tree.kind === "activity") return false;
    const names = tree.children.flatMap((child) => (child.kind === "activity" ? [child.activity] : []));
    return (tree.kind === "sequence" && names.includes(one) && names.includes(other)) || tree.children.some(inLine);
  };
  return paths.some(({ tree }) => inLine(tree));
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
