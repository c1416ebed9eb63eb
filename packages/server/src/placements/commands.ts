import type { AnswerOf, operations } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import { type Definition, misfits, placeBlock, placementsOf } from "@rondo/core/process";
import { mustMayIn } from "../access/index.ts";
import { apart } from "../database/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { draftOf, findProcess, locked, keepDraft, revisionOf } from "../processes/index.ts";
import { placementsIn } from "./queries.ts";

type Stayed = AnswerOf<typeof operations.updatePlacements>["stayed"][number];

/** The newest revision of a block in the drafts that are named; whoever answers for each publishes it. One that can't be changed stays, and the answer says why. */
export async function update(
  call: WorkspaceCall<typeof operations.updatePlacements>,
): Promise<AnswerOf<typeof operations.updatePlacements>> {
  const { tx, actor, params, body } = call;
  await mustMayIn(tx, actor, "process", params.p, "process.read");
  const revision = (await findProcess(tx, actor.personId, params.p))?.published ?? refuse("nothing_published");
  const block = await revisionOf(tx, params.p, revision);
  const stayed: Stayed[] = [];
  // Always in the same order: two such updates at once wait for each other.
  for (const id of [...new Set(body.processes)].toSorted()) {
    const outcome = await apart(tx, async (): Promise<Stayed | null> => {
      const { name, process_id } = await locked({ tx, actor, params: { p: id, w: params.w } }, "process.change");
      const draft = await draftOf(tx, process_id);
      const fields = misfits(draft, block).map(({ label, key }) => label || key);
      if (fields.length > 0) return { id, name, why: "fields", fields };
      const older = placementsOf(draft, params.p).filter(({ block: placed }) => placed.revision !== revision);
      if (older.length > 0)
        await keepDraft(
          call,
          process_id,
          older.reduce((whole: Definition, { id: group }) => placeBlock(whole, group, block, { process: params.p, revision }), draft),
        );
      return null;
    });
    if (outcome instanceof Refusal) stayed.push({ id, name: "", why: "refused", fields: [] });
    else if (outcome !== null) stayed.push(outcome);
  }
  return { items: await placementsIn(call, params.p), stayed };
}
