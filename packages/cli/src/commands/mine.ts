import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Finding, hasError, Refusal } from "@rondo/core/kernel";
import { writeTreeBpmn } from "@rondo/formats/bpmn";
import {
  type Bottleneck,
  bottlenecksOf,
  caseCount,
  completionsOf,
  discoverTree,
  escapingEdges,
  eventCount,
  fitOf,
  type Tree,
  treeText,
  variantsOf,
} from "@rondo/core/mining";
import type { Command, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { logOptions, logOptionsOf, readLog } from "../log.ts";

export const command: Command = {
  name: "mine",
  summary: "Discover a process in an event log",
  usage: "rondo mine LOG [--noise X] [--precision] [--bpmn OUT] [--json]",
  options: {
    ...logOptions,
    noise: {
      type: "string",
      value: "X",
      help: "leave out what is rarer than this share (0 to 1) of the strongest alternative; 0 keeps every trace possible",
    },
    precision: { type: "boolean", help: "also measure how much the model allows that the log never shows" },
    bpmn: { type: "string", value: "OUT", help: "write the model as BPMN, with a picture" },
    lifecycle: { type: "string", value: "all", help: "mine every event, starts too, rather than completions alone" },
  },
  positionals: [{ name: "LOG", required: true }],
  async run({ options, positionals, json }, io) {
    const noise = Number(options["noise"] ?? 0);
    if (!(noise >= 0 && noise <= 1)) {
      io.err("--noise is a number from 0 to 1\n");
      return exit.usage;
    }
    const begun = process.hrtime.bigint();
    const { log: whole, findings } = await readLog(positionals[0]!, logOptionsOf(options), io);
    const log = options["lifecycle"] === "all" ? whole : completionsOf(whole);
    const told: Finding[] = [...findings];
    if (log !== whole)
      told.push({
        code: "log.lifecycle",
        severity: "info",
        message: `The model is of the ${eventCount(log)} completions among ${eventCount(whole)} events; starts tell how long work took. --lifecycle all takes every event.`,
      });
    const variants = variantsOf(log);
    const tree = discoverTree(log, variants, noise);
    const fit = fitOf(log, variants, tree);
    const result: Result = {
      traces: caseCount(whole),
      events: eventCount(whole),
      activities: whole.activities.length,
      variants: log === whole ? variants.counts.length : variantsOf(whole).counts.length,
      fitness: fit.fitness,
      fitTraces: fit.fitTraces,
      precision: options["precision"] === true ? escapingEdges(fit.runs, variants.counts, fit.automaton) : null,
      model: { tree: treeText(tree), structure: tree },
      bottlenecks: bottlenecksOf(log),
      seconds: 0,
      findings: told,
    };
    if (typeof options["bpmn"] === "string")
      await write(options["bpmn"], writeTreeBpmn(tree, basename(positionals[0]!).replace(/\.(?:xes|csv)?(?:\.gz)?$/i, "")));
    result.seconds = Math.round(Number(process.hrtime.bigint() - begun) / 1e6) / 1000;
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else print(result, io);
    return hasError(told) ? exit.findings : exit.done;
  },
};

type Result = {
  traces: number;
  events: number;
  activities: number;
  variants: number;
  fitness: number;
  fitTraces: number;
  precision: number | null;
  model: { tree: string; structure: Tree };
  bottlenecks: Bottleneck[];
  seconds: number;
  findings: Finding[];
};

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new Refusal("unreadable", { reason: `${path} can't be written (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})` });
  }
}

function print(result: Result, io: Io): void {
  for (const finding of result.findings) io.err(`${finding.severity}: ${finding.message}\n`);
  io.out(`${result.traces} traces, ${result.events} events, ${result.activities} activities, ${result.variants} variants\n`);
  io.out(`Model: ${result.model.tree}\n`);
  io.out(`Fitness ${result.fitness.toFixed(4)}${result.precision === null ? "" : `, precision ${result.precision.toFixed(4)}`}\n`);
  for (const { activity, medianWaitHours, totalWaitHours, share } of result.bottlenecks.slice(0, 5))
    io.out(
      `Waiting for ${activity}: ${Math.round(share * 100)} % of all, median ${medianWaitHours.toFixed(1)} h, ${Math.round(totalWaitHours)} h together\n`,
    );
}
