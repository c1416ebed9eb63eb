import type { AnswerOf, operations } from "@rondo/contract";
import { may } from "@rondo/core/access";
import { placementsOf } from "@rondo/core/process";
import { spaceRoleOf } from "../access/index.ts";
import type { WorkspaceCall } from "../http/index.ts";
import { usersOf } from "./store.ts";

type Placement = AnswerOf<typeof operations.listPlacements>["items"][number];

/** Where a block is placed: each process with the groups that hold it, and the revision that each has. */
export async function placementsIn(
  { tx, actor }: Pick<WorkspaceCall<typeof operations.listPlacements>, "tx" | "actor">,
  blockId: string,
): Promise<Placement[]> {
  return (await usersOf(tx, actor, blockId)).map((row) => ({
    process: { id: row.process_id, name: row.name },
    mayChange: may("process.change", { workspace: actor.role, space: spaceRoleOf(actor.role, row) }),
    places: placementsOf(row.draft, blockId).map(({ id, title, block }) => ({ stepId: id, title, revision: block.revision })),
  }));
}
