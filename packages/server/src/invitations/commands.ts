import { mails } from "../mail/index.ts";
import type { AnswerOf, operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { canonicalEmail } from "../identity/index.ts";
import { mustReach } from "../members/index.ts";
import { mayShow } from "../outside/index.ts";
import { mustBeTeams } from "../teams/index.ts";
import { presentInvitation } from "./present.ts";
import { type InvitationRow, findById, insertInvitation, withdraw } from "./store.ts";
import { newInvitationToken } from "./token.ts";

const days = 7;

/** The link is answered here and never again. */
export async function invite(call: WorkspaceCall<typeof operations.invite>): Promise<AnswerOf<typeof operations.invite>> {
  const { tx, actor, body, system } = call;
  mustReach(actor.role, body.role);
  await mustBeTeams(tx, body.teamIds);
  if (body.shows !== null) await mayShow(tx, actor, body.shows.kind, body.shows.id);
  const email = body.email === null ? null : canonicalEmail(body.email);
  const id = call.newId();
  const { token, hash } = newInvitationToken(actor.workspaceId);
  const expiresAt = new Date(call.now.getTime() + days * 86_400_000).toISOString();
  await insertInvitation(tx, {
    id,
    tokenHash: hash,
    email,
    role: body.role,
    teamIds: [...new Set(body.teamIds)],
    shows: body.shows,
    invitedBy: actor.personId,
    expiresAt,
  });
  const invitation = (await findById(tx, id)) as InvitationRow;
  const url = `${system.publicUrl}/invite/${token}`;
  const mailed = email !== null && system.mail.configured;
  if (mailed)
    await system.mail.queue(tx, actor.workspaceId, {
      to: email,
      like: actor.personId,
      words: mails.invitation(invitation.inviter_name ?? "", invitation.workspace_name, url, days),
    });
  // No address in the journal: it is never rewritten, and people are erased.
  await call.append(
    event("invitation.made", actor.workspaceId, id, 1, {
      role: body.role,
      teamIds: body.teamIds,
      mailed,
      ...(body.shows !== null && { shows: body.shows }),
    }),
  );
  return { invitation: presentInvitation(invitation), url, mailed };
}

export async function withdrawInvitation(call: WorkspaceCall<typeof operations.withdrawInvitation>): Promise<undefined> {
  const invitation = await findById(call.tx, call.params.i);
  if (invitation === undefined || !(await withdraw(call.tx, call.params.i))) refuse("invitation_gone");
  await call.append(event("invitation.withdrawn", call.actor.workspaceId, call.params.i, 2, { role: invitation.role }));
}

/** Made is its first version; how it ended, once, its second. */
export function event(
  name: string,
  workspaceId: string,
  invitationId: string,
  version: 1 | 2,
  data: Record<string, unknown>,
): Parameters<WorkspaceCall<typeof operations.invite>["append"]>[0] {
  return { name, subjectKind: "invitation", subjectId: invitationId, version, homeKind: "admins", homeId: workspaceId, data };
}
