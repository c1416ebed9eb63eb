import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Finding, hasError, Refusal } from "@rondo/core/kernel";
import { type Audit, audit, type Container, hoursAtStake, sureEnough } from "@rondo/core/sameness";
import { readAny } from "@rondo/formats/any";
import { containerOfLog, containersOf } from "@rondo/formats/work";
import type { Command, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { lineOf } from "../main-line.ts";
import { isLog, readLog } from "../log.ts";
import { progress } from "../progress.ts";

export const command: Command = {
  name: "audit",
  summary: "Process or project? Say what any exports really hold, and what to fix first",
  usage: "rondo audit FILE... [--json]",
  options: {},
  positionals: [{ name: "FILE", many: true, required: true }],
  async run({ positionals, json }, io) {
    const shown = progress(io);
    const findings: Finding[] = [];
    const containers: { source: string; container: Container }[] = [];
    const files = await filesOf(positionals, findings);
    for (const [at, file] of files.entries()) {
      shown.show(`Reading ${at + 1} of ${files.length}: ${file}`);
      try {
        const reading = (await isLog(file)) ? await readLog(file, { keepAll: true }, io) : readAny(await readWhole(file), file);
        containers.push(
          ...("log" in reading ? [containerOfLog(reading.log, basename(file), file)] : containersOf(reading, file)).map((container) => ({
            source: file,
            container,
          })),
        );
        findings.push(
          ...reading.findings
            .filter((finding) => finding.severity !== "info")
            .map((finding) => ({ ...finding, message: `${file}: ${finding.message}` })),
        );
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        findings.push({ code: error.code, severity: "error", subject: file, message: `${file} is left out. ${lineOf(error)}` });
      }
    }
    shown.show(`Comparing ${containers.length}`);
    const result = audit(containers.map(({ container }) => container));
    shown.end();
    const sources = new Map(containers.map(({ source, container }) => [container.id, source]));
    const told = [...findings, ...gapFindings(result)];
    if (json) io.out(`${JSON.stringify(shape(result, sources, told))}\n`);
    else print(result, sources, told, io);
    if (containers.length === 0) return exit.unreadable;
    return hasError(told) ? exit.findings : exit.done;
  },
};

function shape({ containers, families }: Audit, sources: ReadonlyMap<string, string>, findings: readonly Finding[]): unknown {
  return {
    containers: containers.map(({ id, since, until, reasons, evidence, gaps, ...own }) => ({
      source: sources.get(id) ?? id,
      ...own,
      reasons: reasons.map(({ message }) => message),
      evidence: evidence.map((one) => ({ ...one, says: one.says?.message ?? "" })),
      gaps: gaps.map((gap) => ({ ...gap, says: gap.says.message })),
      id,
      since: moment(since),
      until: moment(until),
    })),
    families: families.map(({ since, until, ...own }) => ({
      ...own,
      since: moment(since),
      until: moment(until),
      hoursAMonth: Math.round(own.frequency * own.impact * 10) / 10,
      hoursAtStake: Math.round(hoursAtStake(own) * 10) / 10,
    })),
    findings,
  };
}

function gapFindings({ containers, families }: Audit): Finding[] {
  const gaps = containers.flatMap((container) =>
    container.gaps.map((gap): Finding => ({
      code: `gap.${gap.code}`,
      severity: "info",
      subject: container.id,
      message: `${container.name}: ${gap.says.message}`,
    })),
  );
  const waits = families.flatMap((family): Finding[] =>
    family.waits === null || family.waits.share < 0.3 || family.procedure.steps.length < 2
      ? []
      : [
          {
            code: "waits",
            severity: "warning",
            subject: family.id,
            message: `${family.name}: a run stands longest at “${family.waits.step}”, ${Math.round(family.waits.share * 100)} % of the usual times of its steps.`,
          },
        ],
  );
  return [...waits, ...gaps];
}

function print({ containers, families }: Audit, sources: ReadonlyMap<string, string>, findings: readonly Finding[], io: Io): void {
  for (const finding of findings) if (finding.severity !== "info") io.err(`${finding.severity}: ${finding.message}\n`);
  for (const container of containers) {
    io.out(
      `${container.name} (${sources.get(container.id) ?? container.id}): ${container.kind}, ${Math.round(container.confidence * 100)} % sure${container.family === null ? "" : `, family ${container.family}`}\n`,
    );
    for (const reason of container.reasons.slice(0, 4)) io.out(`  ${reason.message}\n`);
  }
  if (families.length > 0)
    io.out(
      `\nWhat to fix first, by frequency × hours of one run × how sure it is (less than ${sureEnough * 100} % sure stands last).\nHours are the time from its beginning to its end, as working hours; not all of it was work.\n`,
    );
  for (const family of families) {
    io.out(
      `\n${family.id} ${family.name}: ${family.runs === 1 ? "1 run" : `${family.runs} runs`}, ${family.frequency} a month × ${family.impact} h × ${Math.round(family.confidence * 100)} % sure = ${Math.round(hoursAtStake(family))} h a month\n`,
    );
    for (const [at, step] of family.procedure.steps.entries())
      io.out(
        `  ${at + 1}. ${step.name}${step.share >= 0.8 ? "" : ` (in ${Math.round(step.share * 100)} %)`}${step.role === null ? "" : `, ${step.role}`}${step.medianMinutes === null ? "" : `, ${duration(step.medianMinutes)}`}\n`,
      );
    for (const step of family.procedure.rare)
      io.out(`  rarely: ${step.name} (in ${step.runs} of ${family.runs} runs, after step ${step.after})\n`);
  }
}

function duration(minutes: number): string {
  if (minutes < 90) return `${minutes} min`;
  if (minutes < 1440) return `${Math.round(minutes / 6) / 10} h`;
  const days = Math.round(minutes / 144) / 10;
  return days === 1 ? "1 day" : `${days} days`;
}

function moment(minutes: number | null): string | null {
  return minutes === null ? null : new Date(minutes * 60_000).toISOString();
}

/** A folder stands for the files in it. */
async function filesOf(names: readonly string[], findings: Finding[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of names) {
    const found = await stat(name).catch(() => null);
    if (found === null)
      findings.push({
        code: "unreadable",
        severity: "error",
        subject: name,
        message: `${name} is left out: there is no such file or directory`,
      });
    else if (found.isDirectory())
      files.push(
        ...(await readdir(name))
          .filter((file) => !file.startsWith("."))
          .sort()
          .map((file) => join(name, file)),
      );
    else files.push(name);
  }
  return files;
}

const largest = 256 * 1024 * 1024;

async function readWhole(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > largest) throw new Refusal("too_large", { limit: `${largest / 1048576} MiB` });
    return await readFile(file);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("unreadable", { reason: error instanceof Error ? error.message : String(error) });
  }
}
