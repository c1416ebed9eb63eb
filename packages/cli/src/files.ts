import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { Refusal } from "@rondo/core/kernel";
import { readRcp, readSch, readSm, type BenchmarkReading } from "@rondo/formats/psplib";

/** Readers of scheduling benchmarks, by the ending of the name. */
const benchmarkReaders: Readonly<Record<string, (bytes: Uint8Array) => BenchmarkReading>> = {
  ".sm": readSm,
  ".rcp": readRcp,
  ".sch": readSch,
};

/** The reader of a benchmark, by its name; PSPLIB's own says by its words what it is. Null where it is a plan. */
export function benchmarkReader(path: string, bytes: Uint8Array): ((bytes: Uint8Array) => BenchmarkReading) | null {
  const known = benchmarkReaders[extname(path).toLowerCase()];
  if (known) return known;
  return /^PRECEDENCE RELATIONS:/m.test(String.fromCharCode(...bytes.subarray(0, 4000))) ? readSm : null;
}

/** What is larger is not even read into memory: the largest plans that any reader takes are smaller. */
const largest = 1024 * 1024 * 1024;

/** A whole file; `-` is standard input. */
export async function load(path: string, most = largest): Promise<Uint8Array> {
  try {
    if (path === "-") return await standardInput(most);
    const { size } = await stat(path);
    if (size > most) throw tooLarge(most);
    return await readFile(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("unreadable", { reason: reasonOf(path, error as NodeJS.ErrnoException) });
  }
}

async function standardInput(most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > most) throw tooLarge(most);
  }
  return Buffer.concat(parts);
}

function tooLarge(most: number): Refusal {
  return new Refusal("too_large", { limit: `${most / 1048576} MiB` });
}

function reasonOf(path: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return `There is no file ${path}`;
  if (code === "EISDIR") return `${path} is a directory`;
  if (code === "EACCES") return `${path} may not be read by you`;
  return `${path} can't be opened (${code ?? message})`;
}
