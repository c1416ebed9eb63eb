import { Refusal } from "@rondo/core/kernel";
import type { Config } from "@rondo/server/config";

/**
 * What the commands ask of the server package's slices, by name. Each opens what it needs of the installation itself
 * (`openInstallation(config)` or, beside a running server, `joinInstallation(config)`) and throws refusals.
 */
export type Seam = {
  startServer(config: Config): Promise<{ url: string; stop(): Promise<void> }>;
  addUser(
    config: Config,
    input: { email: string; name: string | null; workspace: string; role: "owner" | "admin" | "member" | "guest"; apiKey: boolean },
  ): Promise<{ userId: string; workspaceId: string; made: boolean; apiKey: string | null; link: string | null }>;
  resetPassword(config: Config, input: { email: string }): Promise<{ userId: string; link: string }>;
  seedWorld(
    config: Config,
    input: { world: string; again: boolean },
    log: (line: string) => void,
  ): Promise<{ workspaceId: string; counts: Record<string, number> }>;
  importFile(
    config: Config,
    input: { file: string; workspace: string; as: string | null; again: boolean },
    log: (line: string) => void,
  ): Promise<{
    importId: string;
    counts: readonly { noun: string; read: number; carried: number }[];
    made: readonly { kind: string; id: string; name: string }[];
    findings: readonly { severity: string; code: string; message: string }[];
  }>;
  exportWorkspace(
    config: Config,
    input: { workspace: string; file: string },
    log: (line: string) => void,
  ): Promise<{ file: string; bytes: number; counts: Record<string, number> }>;
};

/** The server's function of that name; a build without it says so in one line. */
export async function serverFunction<Name extends keyof Seam>(name: Name): Promise<Seam[Name]> {
  // By a variable: the compiler would check the whole server for every offline command.
  const face: string = name === "startServer" ? "@rondo/server/start" : "@rondo/server";
  const server = (await import(face)) as Partial<Seam>;
  const found = server[name];
  if (found === undefined) throw new Refusal("not_in_this_build", { name });
  return found as Seam[Name];
}
