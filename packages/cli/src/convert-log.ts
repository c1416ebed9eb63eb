import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { hasError, Refusal, type Finding } from "@rondo/core/kernel";
import type { EventLog } from "@rondo/core/mining";
import { writeCsvLog } from "@rondo/formats/csvlog";
import { writeOcel } from "@rondo/formats/ocel";
import { writeXes } from "@rondo/formats/xes";
import type { Io } from "./command.ts";
import { exit } from "./exit.ts";
import { logOptionsOf, readLog } from "./log.ts";

type Writer = (log: EventLog, put: (text: string) => void) => Readonly<Record<string, number>>;

/** Formats of event logs that `rondo convert` writes. */
export const logWriters: Readonly<Record<string, Writer>> = { xes: writeXes, csv: writeCsvLog, ocel: writeOcel };

/** Reads one event log and writes it in another format; what is written is counted as it is written. */
export async function convertLog(
  file: string,
  to: string,
  { options, json }: { options: Readonly<Record<string, string | boolean | undefined>>; json: boolean },
  io: Io,
): Promise<number> {
  const { format, log, counts, findings: ofReading } = await readLog(file, { ...logOptionsOf(options), keepAll: true }, io);
  const findings: Finding[] = [...ofReading];
  const output = options["output"];
  const parts: string[] = [];
  const target = typeof output === "string" ? await openPart(output) : null;
  let written: Readonly<Record<string, number>>;
  try {
    const pending: string[] = [];
    let size = 0;
    const chunks: string[] = [];
    written = logWriters[to]!(log, (text) => {
      pending.push(text);
      size += text.length;
      if (size < 1 << 22) return;
      chunks.push(pending.splice(0).join(""));
      size = 0;
    });
    chunks.push(pending.join(""));
    if (target === null) parts.push(...chunks);
    else {
      for (const chunk of chunks) await target.handle.write(chunk);
      await target.handle.sync();
      await target.handle.close();
      await rename(target.path, output as string);
    }
  } catch (error) {
    if (target !== null) {
      await target.handle.close().catch(() => undefined);
      await rm(target.path, { force: true });
    }
    throw error instanceof Refusal
      ? error
      : new Refusal("unreadable", {
          reason: `${String(output)} can't be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
        });
  }
  const lost = (counts["traces"] ?? 0) - (written["traces"] ?? 0);
  if (lost > 0)
    findings.push({
      code: "log.empty-traces",
      severity: "warning",
      params: { count: lost },
      message: `${lost} traces have no events, and ${to} has no place for them.`,
    });
  if (json)
    io.out(
      `${JSON.stringify({ format, counts: { read: counts, written }, findings, ...(target === null ? { output: parts.join("") } : {}) })}\n`,
    );
  else {
    for (const part of parts) io.out(part);
    io.err(
      `Read ${counts["traces"]} traces, ${counts["events"]} events; written ${written["traces"]} traces, ${written["events"]} events\n`,
    );
    for (const { severity, message } of findings) io.err(`${severity}: ${message}\n`);
  }
  return hasError(findings) ? exit.findings : exit.done;
}

async function openPart(path: string): Promise<{ path: string; handle: FileHandle }> {
  try {
    return { path: `${path}.part`, handle: await open(`${path}.part`, "w") };
  } catch (error) {
    throw new Refusal("unreadable", { reason: `${path} can't be written (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})` });
  }
}
