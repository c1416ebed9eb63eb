import { spawn } from "node:child_process";
import { type JobKind, Superseded } from "../jobs/index.ts";
import { workOn } from "../http/index.ts";
import { createOutbound } from "../outbound/index.ts";
import type { System } from "../system.ts";
import { findTask, taskEvent, updateTask } from "../tasks/index.ts";
import { claimScan, markScanned } from "./store.ts";

const longest = 60_000;

/** Looks at files for viruses by what the operator set, after the commit that kept them. They are given out once it says that they are clean. */
export function scanJob(system: System): JobKind {
  const finish = async (
    workspaceId: string,
    attachmentId: string,
    attempt: number,
    scan: "clean" | "infected" | "failed",
  ): Promise<void> => {
    await system.database.inWorkspace(workspaceId, async (tx) => {
      const taskId = await markScanned(tx, attachmentId, attempt, scan);
      if (taskId === undefined) throw new Superseded("a later attempt has this file");
      const task = await findTask(tx, nobody, taskId);
      if (task !== undefined)
        await workOn(system, tx, workspaceId, null).append(
          taskEvent("attachment.scanned", task, await updateTask(tx, taskId, {}), { title: task.title, attachmentId, scan }),
        );
    });
    system.live.wake(workspaceId);
  };
  return {
    name: "scan",
    async run({ workspaceId, subjectId, attempt, signal }) {
      const file = await system.database.inWorkspace(workspaceId, (tx) => claimScan(tx, subjectId, attempt));
      if (file === undefined) return;
      const ending = AbortSignal.any([signal, AbortSignal.timeout(longest)]);
      const { scanCommand, scanUrl } = system.config;
      const looks = [
        ...(scanCommand === null ? [] : [byCommand(scanCommand, file.bytes, ending)]),
        ...(scanUrl === null ? [] : [byUrl(scanUrl, file, ending)]),
      ];
      const clean = (await Promise.all(looks)).every(Boolean);
      await finish(workspaceId, subjectId, attempt, clean ? "clean" : "infected");
    },
    isFinal: () => false,
    giveUp: ({ workspaceId, subjectId }) =>
      finish(workspaceId, subjectId, 2_147_483_647, "failed").catch((error: unknown) => {
        if (!(error instanceof Superseded)) throw error;
      }),
  };
}

const nobody = "00000000-0000-0000-0000-000000000000";

async function byUrl(url: string, file: { name: string; bytes: Buffer }, signal: AbortSignal): Promise<boolean> {
  const body = new FormData();
  body.append("file", new Blob([new Uint8Array(file.bytes)]), file.name);
  // The operator named it, so it may be private; nothing else may be called by it.
  const answer = await createOutbound({ allow: [new URL(url).hostname], timeoutMs: longest })(url, { method: "POST", body, signal });
  if (answer.ok) return true;
  if (answer.status === 406) return false;
  throw new Error(`the virus scanner answered ${answer.status}`);
}

/** The file's bytes are its input, and nothing of the file is in its arguments: a name is nothing that a command ever sees. */
async function byCommand(command: string, bytes: Buffer, signal: AbortSignal): Promise<boolean> {
  const [program = "", ...args] = command.split(/\s+/).filter((part) => part !== "");
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "ignore", "ignore"], signal, shell: false, windowsHide: true });
    child.once("error", reject);
    child.once("close", resolve);
    child.stdin.on("error", () => undefined); // it may have seen enough before the end
    child.stdin.end(bytes);
  });
  if (code === 0) return true;
  if (code === 1) return false;
  throw new Error(`the virus scanner ended with ${code}`);
}
