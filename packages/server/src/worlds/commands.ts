import type { AnswerOf, operations } from "@rondo/contract";
import { type PersonCall, type StreamCall, refuse } from "../http/index.ts";
import { workspacesOf } from "../workspaces/index.ts";
import { seedWorld } from "./seed.ts";
import { isSample, removeSample, sampleOf } from "./store.ts";

/** Samples are made one after the other: each is a world of some thousand changes. */
let turn: Promise<unknown> = Promise.resolve();

/** The sample world of whoever asks, beside their own workspaces; the one they have already, if there is one. */
export async function makeSample({
  system,
  personId,
  request,
}: PersonCall<typeof operations.makeSample>): Promise<AnswerOf<typeof operations.makeSample>> {
  const made = turn.then(async () => {
    const there = await sampleOf(system.database.directory, personId);
    return (
      there ??
      (await seedWorld(system, request.server, { world: "library", viewer: personId }), await sampleOf(system.database.directory, personId))
    );
  });
  turn = made.catch(() => undefined);
  const sample = await made;
  return sample === undefined ? refuse("conflict") : { id: sample.workspace_id, slug: sample.slug };
}

/** Not among the changes of a workspace: when it is done there is no journal left to say so. */
export async function dropSample({ system, actor, reply }: StreamCall<typeof operations.removeSample>): Promise<unknown> {
  await system.database.inWorkspace(actor.workspaceId, async (tx) => {
    if (!(await isSample(tx))) refuse("sample_not_found");
    if ((await workspacesOf(system.database.directory, actor.personId)).length < 2) refuse("sample_is_all");
    await removeSample(tx);
  });
  return reply.code(204).send();
}
