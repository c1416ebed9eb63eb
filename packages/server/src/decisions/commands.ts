import type { operations } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import { type Call, readLinkToken, refuse, workIn } from "../http/index.ts";
import { advance } from "../runs/index.ts";
import { findTask } from "../tasks/index.ts";
import { type Decision, show } from "./queries.ts";
import { takeLink, useLink } from "./store.ts";

/** The decision is its person's, made as if they had signed in. The link is used with it; a refused try leaves it usable. */
export async function decideByLink({ system, params, body, request }: Call<typeof operations.decideByLink>): Promise<Decision> {
  await system.identity.assertMayTry({ kind: "decision", account: null, address: request.ip });
  const { workspaceId, secretId } = readLinkToken(params.token, "decision_gone");
  const comment = body.comment.trim();
  if (body.verdict !== "approve" && comment === "") refuse("reason_required");
  return workIn(system, workspaceId, await personOf(system, workspaceId, secretId), async (work) => {
    const link = await takeLink(work.tx, secretId, true);
    if (link === undefined || link.used) refuse("decision_gone");
    const task = await findTask(work.tx, link.person_id, link.task_id);
    if (
      task === undefined ||
      task.run_id === null ||
      task.deleted_at !== null ||
      task.owner_id !== link.person_id ||
      task.closed_at !== null
    )
      refuse("decision_gone");
    const by = link.person_id;
    await advance(
      work,
      task.run_id,
      body.verdict === "askBack"
        ? { type: "askBack", by, task: link.task_id, to: "requester", text: comment }
        : { type: "decide", by, task: link.task_id, verdict: body.verdict, comment: comment === "" ? null : comment },
    ).catch(over);
    await useLink(work.tx, secretId);
    return show(work.tx, workspaceId, { ...link, used: true });
  });
}

/** Whose events they will be; the link itself is looked at again under its lock. */
async function personOf(system: Call<typeof operations.decideByLink>["system"], workspaceId: string, linkId: string): Promise<string> {
  const link = await system.database.inWorkspace(workspaceId, (tx) => takeLink(tx, linkId, false), "read");
  if (link === undefined) refuse("decision_gone");
  return link.person_id;
}

/** The run went on meanwhile: there is nothing to decide any more. */
function over(error: unknown): never {
  if (error instanceof Refusal && ["run_ended", "step_not_open", "step_not_approval"].includes(error.code)) refuse("decision_gone");
  throw error;
}
