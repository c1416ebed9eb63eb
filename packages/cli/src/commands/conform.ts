import { type Finding, hasError } from "@rondo/core/kernel";
import { completionsOf, conform, type Deviation, variantsOf } from "@rondo/core/mining";
import type { Command, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { logOptions, logOptionsOf, readLog } from "../log.ts";
import { readModel } from "../model.ts";

export const command: Command = {
  name: "conform",
  summary: "Compare what happened with how it should be done",
  usage: "rondo conform LOG --model FILE [--json]",
  options: {
    ...logOptions,
    model: {
      type: "string",
      short: "m",
      value: "FILE",
      help: "the process: BPMN, PNML, PTML, the output of rondo mine --json, or a process of Rondo (JSON or Markdown)",
    },
    lifecycle: { type: "string", value: "all", help: "compare every event, starts too, rather than completions alone" },
  },
  positionals: [{ name: "LOG", required: true }],
  async run({ options, positionals, json }, io) {
    const model = options["model"];
    if (typeof model !== "string") {
      io.err("Say which process to compare with: --model FILE\n");
      return exit.usage;
    }
    const { aligner, steps, knows, findings: ofModel } = await readModel(model);
    const begun = process.hrtime.bigint();
    const { log: whole, findings: ofLog } = await readLog(positionals[0]!, logOptionsOf(options), io);
    const log = options["lifecycle"] === "all" ? whole : completionsOf(whole);
    const { givenUp, unsure, ...found } = conform(log, variantsOf(log), aligner);
    const findings: Finding[] = [...ofModel, ...ofLog];
    if (log.activities.length > 0 && !log.activities.some(knows))
      findings.push({
        code: "conform.nothing-common",
        severity: "warning",
        params: { activities: log.activities.length, steps: steps.length },
        message: `No event has the name of a step. The log has ${named(log.activities)}; the process has ${named(steps)}. Is it the right process, or are its steps called otherwise there?`,
      });
    if (givenUp > 0)
      findings.push({
        code: "conform.given-up",
        severity: "error",
        params: { count: givenUp },
        message: `For ${givenUp} of ${found.traces} traces no reading was found: the model has no end they could reach. They count for nothing.`,
      });
    if (unsure.traces > 0)
      findings.push({
        code: "conform.unsure",
        severity: "warning",
        params: { count: unsure.traces, fitnessAtMost: unsure.fitnessAtMost },
        message: `For ${unsure.traces} of ${found.traces} traces the model allows too much to be sure that the reading found is the best: the fitness is at least ${found.fitness.toFixed(4)} and at most ${unsure.fitnessAtMost.toFixed(4)}, and some deviations may be fewer than told.`,
      });
    const result: Result = {
      ...found,
      deviations: found.deviations,
      seconds: Math.round(Number(process.hrtime.bigint() - begun) / 1e6) / 1000,
      findings,
    };
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else print(result, io);
    return hasError(findings) ? exit.findings : exit.done;
  },
};

function named(names: readonly string[]): string {
  const some = names.slice(0, 5).map((name) => `“${name}”`);
  return names.length === 0 ? "none" : `${some.join(", ")}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`;
}

type Result = {
  fitness: number;
  logFitness: number;
  fitTraces: number;
  traces: number;
  deviations: readonly Deviation[];
  seconds: number;
  findings: readonly Finding[];
};

function print({ fitness, logFitness, fitTraces, traces, deviations, findings }: Result, io: Io): void {
  for (const finding of findings) io.err(`${finding.severity}: ${finding.message}\n`);
  io.out(`${fitTraces} of ${traces} traces fit; fitness ${fitness.toFixed(4)} (mean of traces), ${logFitness.toFixed(4)} (log as one)\n`);
  for (const { kind, activity, count, cases } of deviations.slice(0, 40))
    io.out(`${kind.padEnd(9)} ${activity}: ${count} times in ${cases.length} traces\n`);
  if (deviations.length > 40) io.out(`and ${deviations.length - 40} more kinds; --json has them all\n`);
}
