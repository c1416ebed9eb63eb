import { z } from "zod";
import { operatingRefusal } from "../config/index.ts";
import { readArchive, textOf } from "./archive.ts";

export const manifestName = "rondo-backup.json";

/** First entry of every backup: what it is, before anything of it is unpacked. */
export const Manifest = z.object({
  format: z.literal(1),
  /** "physical": the files of the embedded Postgres, of the same major version. "logical": rows, for any Postgres that Rondo takes. */
  kind: z.enum(["physical", "logical"]),
  madeAt: z.iso.datetime(),
  rondo: z.string(),
  postgres: z.string(),
  /** Number of the last migration. */
  schema: z.number().int(),
  epoch: z.number().int(),
  installation: z.string(),
});

export type Manifest = z.infer<typeof Manifest>;

/** Reads the first entry alone; refuses with `file_unreadable` or `backup_damaged`. */
export async function readManifest(file: string): Promise<Manifest> {
  let text = "";
  await readArchive(file, async (entry) => {
    if (entry.name !== manifestName || entry.size > 100_000)
      throw operatingRefusal("backup_damaged", { file, reason: "it does not begin as a backup of Rondo does" });
    text = await textOf(entry.bytes);
    return "stop";
  });
  return parseManifest(text, file);
}

function parseManifest(text: string, file: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    throw operatingRefusal("backup_damaged", { file, reason: "its description is of another version of Rondo or broken" });
  }
}
