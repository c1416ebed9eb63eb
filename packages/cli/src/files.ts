import { readFile } from "node:fs/promises";
import { Refusal } from "@rondo/core/kernel";
import { readRcp, readSch, readSm, type BenchmarkReading } from "@rondo/formats/psplib";

/** Readers of scheduling benchmarks, by the ending of the name. */
export const benchmarkReaders: Readonly<Record<string, (bytes: Uint8Array) => BenchmarkReading>> = {
  ".sm": readSm,
  ".rcp": readRcp,
  ".sch": readSch,
};

export async function load(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal("unreadable", {
      reason: code === "ENOENT" ? `There is no file ${path}` : `${path} can't be opened (${code ?? "unknown reason"})`,
    });
  }
}
