import { invariant } from "@rondo/core/kernel";
import type { Tx } from "../database/index.ts";
import { setDue } from "../sweep/index.ts";
import type { System } from "../system.ts";
import { forgetStrays, halfMade, makingDue, removeSample, renewMaking, takeMaking } from "./store.ts";

const lastsMs = 120_000;
const renewedEveryMs = 10_000;

/**
 * Nobody sees a sample before it is done, so nobody can remove one whose maker died. While it is made a due moment lies
 * ahead of it, and each thing its maker does puts that off: one that has come is of a sample in which nothing was done for
 * two minutes, by whichever node.
 */
export type InMaking = {
  /** In the transaction that makes the workspace. */
  begin(tx: Tx): Promise<void>;
  /** Before each thing that is done; throws where the sample was taken for dead. */
  goOn(): Promise<void>;
  /** In the transaction after which somebody sees it. */
  end(tx: Tx): Promise<void>;
};

export function inMaking({ database }: Pick<System, "database">, workspaceId: string): InMaking {
  let renewed = performance.now();
  const ahead = (): string => new Date(Date.now() + lastsMs).toISOString();
  return {
    begin: (tx) => setDue(tx, makingDue, workspaceId, ahead()),
    async goOn() {
      if (performance.now() - renewed < renewedEveryMs) return;
      renewed = performance.now();
      invariant(await database.inWorkspace(workspaceId, (tx) => renewMaking(tx, ahead())), "a sample was taken away while it was made");
    },
    async end(tx) {
      invariant(await takeMaking(tx, false), "a sample was taken away while it was made");
    },
  };
}

/** Removes the samples whose maker died, with their people. `all`: where nobody else can be making one. */
export async function removeHalfMade({ database, log }: Pick<System, "database" | "log">, which: "dead" | "all" = "dead"): Promise<void> {
  const overdue = which === "dead";
  for (const workspaceId of await halfMade(database.rounds, overdue)) {
    const removed = await database.inWorkspace(workspaceId, async (tx) => {
      const taken = await takeMaking(tx, overdue);
      if (taken) await removeSample(tx);
      return taken;
    });
    if (removed) log.info({ workspaceId }, "a sample that was left half made is removed");
  }
  await forgetStrays(database.directory);
}
