import { rename, rm, writeFile } from "node:fs/promises";
import { type Finding, hasError, Refusal } from "@rondo/core/kernel";
import { readAny } from "@rondo/formats/any";
import { writeBpmn } from "@rondo/formats/bpmn";
import { writeCsv } from "@rondo/formats/csv";
import { type Counts, countWords, type ProjectDraft, type Reading } from "@rondo/formats/draft";
import { writeIcal } from "@rondo/formats/ical";
import { writeMarkdown } from "@rondo/formats/markdown";
import { writeMspdi } from "@rondo/formats/mspdi";
import { countDrafts, writeRondo } from "@rondo/formats/rondo";
import type { Command, Io } from "../command.ts";
import { convertLog, logWriters } from "../convert-log.ts";
import { exit } from "../exit.ts";
import { load } from "../files.ts";
import { isLog, logOptions } from "../log.ts";

export const command: Command = {
  name: "convert",
  summary: "Read one format, write another",
  usage: "rondo convert FILE --to rondo|markdown|bpmn|mspdi|csv|ical|xes|ocel [-o OUT]",
  options: {
    to: {
      type: "string",
      value: "FORMAT",
      help: "rondo (Rondo's own JSON), markdown (a process as text), bpmn (BPMN 2.0), mspdi (Microsoft Project XML), csv or ical (a project); of an event log xes, csv or ocel (JSON)",
    },
    ...logOptions,
    output: { type: "string", short: "o", value: "OUT", help: "where to write; standard output without it" },
  },
  positionals: [{ name: "FILE", required: true }],
  async run({ options, positionals, json }, io) {
    const [file = ""] = positionals;
    const to = String(options["to"] ?? "");
    // A table may be of a project or of a log: what is read decides.
    if (Object.hasOwn(logWriters, to) && (!Object.hasOwn(writers, to) || (await isLog(file))))
      return await convertLog(file, to, { options, json }, io);
    const write = writers[to];
    if (write === undefined) {
      io.err(
        `${options["to"] === undefined ? "Say what to write" : `Rondo doesn't write ${String(options["to"])}`}: --to ${[...new Set([...Object.keys(writers), ...Object.keys(logWriters)])].join(" or --to ")}\n`,
      );
      return exit.usage;
    }
    const reading = readAny(await load(file, largest), file);
    const written = write(reading);
    if (typeof written === "string") {
      io.err(`${written} Use --to rondo\n`);
      return exit.usage;
    }
    const output = options["output"];
    if (typeof output === "string") await writeWhole(output, written.text);
    const findings = [...reading.findings, ...written.findings];
    report({ ...reading, findings }, { ...written, output: typeof output === "string" ? output : null, json }, io);
    return hasError(findings) ? exit.findings : exit.done;
  },
};

type Written = { readonly text: string; readonly counts: Counts; readonly findings: readonly Finding[] };

/** What can't be written in a format is told by a sentence in place of a file. */
const writers: Readonly<Record<string, (reading: Reading) => Written | string>> = {
  rondo: ({ drafts, counts }) => ({ text: writeRondo(drafts), counts: { ...countDrafts(drafts), ...counts.carried }, findings: [] }),
  markdown: ({ drafts: [draft, ...more], counts }) =>
    draft?.kind === "process" && more.length === 0
      ? { text: writeMarkdown(draft), counts: counts.carried, findings: draft.source === undefined ? [] : [sourceLeft] }
      : "Markdown holds one process; this file has none, or more than one.",
  bpmn: ({ drafts }) => {
    const processes = drafts.filter((draft) => draft.kind === "process");
    return processes.length === 0 ? "BPMN holds processes, and this file has none." : writeBpmn(processes);
  },
  mspdi: ofOneProject("Microsoft Project XML", writeMspdi),
  csv: ofOneProject("A table", writeCsv),
  ical: ofOneProject("iCalendar", (draft) => writeIcal(draft, new Date().toISOString().replaceAll(/[-:]|\.\d+/g, ""))),
};

const sourceLeft: Finding = {
  code: "source_left",
  severity: "warning",
  message: "The text holds what Rondo runs; the source's picture and the rest of it are not in it.",
};

function ofOneProject(format: string, write: (draft: ProjectDraft) => Written): (reading: Reading) => Written | string {
  return ({ drafts: [draft, ...more] }) =>
    draft?.kind === "project" && more.length === 0 ? write(draft) : `${format} holds one project; this file has none, or more than one.`;
}

function report(
  reading: Reading,
  { text, counts: carried, output, json }: Written & { output: string | null; json: boolean },
  io: Io,
): void {
  const { read } = reading.counts;
  if (json) {
    io.out(
      `${JSON.stringify({ format: reading.format, counts: { read, written: carried }, findings: reading.findings, ...(output === null ? { output: text } : {}) })}\n`,
    );
    return;
  }
  if (output === null) io.out(text);
  const same = Object.keys(carried).every((noun) => noun in read);
  const lines = [
    same ? `Read and written: ${countWords(read, carried)}` : `Read: ${countWords(read, read)}\nWritten: ${countWords(carried, carried)}`,
    ...reading.findings.filter((finding) => finding.code !== "read").map(findingLine),
  ];
  io.err(`${lines.join("\n")}\n`);
}

function findingLine({ severity, message, at }: Finding): string {
  return `${severity}${at?.line === undefined ? "" : ` (line ${at.line})`}: ${message}`;
}

/** The largest limit of any reader: what is larger is not even read into memory. */
const largest = 256 * 1024 * 1024;

/** Whole or not at all: what stood there stays until the new file is complete. */
async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, text);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw new Refusal("unreadable", { reason: `${file} can't be written: ${systemReason(error)}` });
  }
}

function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "there is no such file or directory";
  if (code === "EISDIR") return "this is a directory";
  if (code === "EACCES") return "permission denied";
  return error instanceof Error ? error.message : String(error);
}
