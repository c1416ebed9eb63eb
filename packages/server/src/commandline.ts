import { createWriteStream } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { PassThrough } from "node:stream";
import { createGzip } from "node:zlib";
import { may } from "@rondo/core/access";
import { besideServer } from "./beside.ts";
import { type Config, operatingRefusal, reasonOf } from "./config/index.ts";
import { type Counts, writeExport, writerTo } from "./export/index.ts";
import { refuse, workIn } from "./http/index.ts";
import { type Import, firstOwner, importFile as importInto, roleOf, uploadLimit } from "./imports/index.ts";
import { putInWorkspace } from "./members/index.ts";
import type { System } from "./system.ts";
import { makeWorkspace, workspaceNamed } from "./workspaces/index.ts";
import { type Seeded, seedWorld as seed } from "./worlds/index.ts";

type Role = "owner" | "admin" | "member" | "guest";

/**
 * Somebody in a workspace, made if nobody has the address; then `link` is where they choose a password. The owner of a
 * workspace that is not there yet brings it along (`made`): the way to a first one, and to further ones, without a browser.
 */
export async function addUser(
  config: Config,
  input: { email: string; name: string | null; workspace: string; role: Role; apiKey: boolean },
): Promise<{ userId: string; workspaceId: string; made: boolean; apiKey: string | null; link: string | null }> {
  return besideServer(config, quiet, async (system) => {
    const { identity } = system;
    const found = await workspaceNamed(system.database.directory, input.workspace);
    const made = found === undefined && input.role === "owner" && !isId(input.workspace);
    if (found === undefined && !made) noWorkspace(input.workspace);
    const known = await identity.personByEmail(input.email);
    const userId = known?.id ?? (await identity.createPerson({ name: input.name ?? nameOf(input.email), email: input.email })).id;
    const join = async (): Promise<string> => {
      if (found === undefined)
        return (
          await makeWorkspace(system.database, {
            name: input.workspace,
            zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            ownerId: userId,
          })
        ).id;
      await workIn(system, found.workspace_id, null, (work) => putInWorkspace(work, userId, input.role));
      return found.workspace_id;
    };
    const workspaceId = await join().catch(async (error: unknown) => {
      if (known === null) await identity.removePerson(userId);
      throw error;
    });
    const apiKey = input.apiKey
      ? (
          await identity.createKey({
            personId: userId,
            workspaceId,
            name: "Command line",
            scopes: ["read", "write", "admin"],
            expiresInDays: null,
          })
        ).secret
      : null;
    return { userId, workspaceId, made, apiKey, link: known === null ? (await identity.resetPassword(userId)).url : null };
  });
}

/** A link with which somebody chooses a new password, once, within the hour. */
export async function resetPassword(config: Config, input: { email: string }): Promise<{ userId: string; link: string }> {
  return besideServer(config, quiet, async ({ identity }) => {
    const person = await identity.personByEmail(input.email);
    if (person === null || person.erased) refuse("member_not_found");
    return { userId: person.id, link: (await identity.resetPassword(person.id)).url };
  });
}

/** The document of the export operation, into a file; gzipped where the file's name says so. Nothing half-written stays under the name. */
export async function exportWorkspace(
  config: Config,
  input: { workspace: string; file: string },
  log: (line: string) => void,
): Promise<{ file: string; bytes: number; counts: Counts }> {
  return besideServer(config, log, async (system) => {
    const workspaceId = await workspaceIdOf(system, input.workspace);
    const partial = `${input.file}.partial`;
    const source = new PassThrough();
    const steps = input.file.endsWith(".gz") ? [createGzip()] : [];
    try {
      const filed = pipeline([source, ...steps, createWriteStream(partial, { mode: 0o600 })]);
      const written = writeExport(system.database, workspaceId, null, new Date(), writerTo(source)).then(
        (counts) => {
          source.end();
          return counts;
        },
        (error: unknown) => {
          source.destroy(error as Error);
          throw error;
        },
      );
      const [, counts] = await Promise.all([filed, written]);
      await rename(partial, input.file);
      return { file: input.file, bytes: (await stat(input.file)).size, counts };
    } catch (error) {
      await rm(partial, { force: true });
      if (typeof (error as NodeJS.ErrnoException).syscall === "string")
        throw operatingRefusal("file_unreadable", { file: input.file, reason: reasonOf(error) });
      throw error;
    }
  });
}

/** Reads a file into a workspace, as a member of it: an owner, where nobody is named. */
export async function importFile(
  config: Config,
  input: { file: string; workspace: string; as: string | null; again?: boolean },
  log: (line: string) => void,
): Promise<{ importId: string; counts: Import["counts"]; made: Import["made"]; findings: Import["findings"] }> {
  const bytes = await readFile(input.file).catch((error: unknown) => {
    throw operatingRefusal("file_unreadable", { file: input.file, reason: reasonOf(error) });
  });
  if (bytes.length > uploadLimit) refuse("too_large", { limit: `${uploadLimit / 1_048_576} MiB` });
  return besideServer(config, log, async (system) => {
    const workspaceId = await workspaceIdOf(system, input.workspace);
    const importer = await importerIn(system, workspaceId, input.as);
    const report = await importInto(system, {
      workspaceId,
      personId: importer,
      fileName: basename(input.file),
      bytes,
      again: input.again === true,
    });
    return { importId: report.id, counts: report.counts, made: report.made, findings: report.findings };
  });
}

/** Puts a sample world into the installation as a workspace of its own. Its people have no passwords: `rondo user reset-password` makes a link. */
export async function seedWorld(config: Config, input: { world: string; again?: boolean }, log: (line: string) => void): Promise<Seeded> {
  return besideServer(config, log, (system, app) => seed(system, app, { world: input.world, again: input.again === true }));
}

async function importerIn(system: System, workspaceId: string, email: string | null): Promise<string> {
  const person = email === null ? null : await system.identity.personByEmail(email);
  if (email !== null && person === null) refuse("member_not_found");
  return system.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const id = person?.id ?? (await firstOwner(tx));
      const role = id === undefined ? undefined : await roleOf(tx, id);
      if (id === undefined || role === undefined) refuse("member_not_found");
      if (!may("import.make", { workspace: role })) refuse("forbidden", { who: "an admin", role: "member" });
      return id;
    },
    "read",
  );
}

async function workspaceIdOf(system: System, named: string): Promise<string> {
  const workspace = await workspaceNamed(system.database.directory, named);
  return workspace === undefined ? noWorkspace(named) : workspace.workspace_id;
}

function noWorkspace(named: string): never {
  throw operatingRefusal("workspace_unknown", { named });
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** "mei.tanaka@lindgren.example" is Mei Tanaka until she says otherwise. */
function nameOf(email: string): string {
  const words = (email.split("@")[0] ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ") || email;
}

const quiet = (): void => undefined;
