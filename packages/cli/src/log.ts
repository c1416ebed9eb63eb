import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { Refusal } from "@rondo/core/kernel";
import { isPacked, looksLikeLog, readEventLog } from "@rondo/formats/eventlog";
import type { LogOptions, LogReading } from "@rondo/formats/xes";
import type { Io } from "./command.ts";
import { bytesText, progress } from "./progress.ts";

/** The options of every command that reads an event log. */
export const logOptions = {
  case: { type: "string", value: "COLUMN", help: "what names the case; guessed without it" },
  activity: { type: "string", value: "COLUMN", help: "what names the activity; guessed without it" },
  time: { type: "string", value: "COLUMN", help: "when it was done; guessed without it" },
  start: { type: "string", value: "COLUMN", help: "when it was begun; guessed without it" },
  resource: { type: "string", value: "COLUMN", help: "who did it; guessed without it" },
} as const;

export function logOptionsOf(options: Readonly<Record<string, string | boolean | undefined>>): LogOptions {
  return Object.fromEntries(Object.keys(logOptions).flatMap((name) => (typeof options[name] === "string" ? [[name, options[name]]] : [])));
}

/** Reads an event log as a stream, unpacking `.gz`; which format it is shows in its first characters. */
export async function readLog(path: string, options: LogOptions, io: Io): Promise<LogReading> {
  const bar = progress(io);
  try {
    const { size } = await stat(path);
    const head = await firstBytes(path);
    const packed = isPacked(head);
    const file = createReadStream(path, { highWaterMark: 1 << 20 });
    const source = packed ? file.pipe(createGunzip({ chunkSize: 1 << 20 })) : file;
    if (packed) file.on("error", (error) => source.destroy(error));
    const reader = readEventLog(options);
    let unpacked = 0;
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (chunk.length === 0) continue;
      unpacked += chunk.length;
      // A log of repeated words packs well, but a thousandfold is a trap.
      if (packed && unpacked > 1 << 26 && unpacked > file.bytesRead * 1000)
        throw new Refusal("too_large", { limit: "what packs to a thousandth of its size" });
      reader.write(chunk);
      bar.show(`Reading: ${bytesText(file.bytesRead)} of ${bytesText(size)}`);
    }
    return reader.end();
  } catch (error) {
    throw refusalOf(error, path);
  } finally {
    bar.end();
  }
}

/** Whether a file is an event log beyond doubt: XES, OCEL, or packed (nothing else is read packed). A table may be one. */
export async function isLog(path: string): Promise<boolean> {
  const head = await firstBytes(path).catch(() => Buffer.alloc(0));
  return isPacked(head) || looksLikeLog(head);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(4096);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function refusalOf(error: unknown, path: string): unknown {
  if (error instanceof Refusal) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new Refusal("unreadable", { reason: `There is no file ${path}` });
  if (code === "EISDIR" || code === "EACCES" || code?.startsWith("Z_"))
    return new Refusal("unreadable", {
      reason: code.startsWith("Z_") ? `${path} is damaged: it can't be unpacked` : `${path} can't be opened (${code})`,
    });
  return error;
}
