import type { AnswerOf, operations } from "@rondo/contract";
import { type Actor, type Call, refuse, workIn } from "../http/index.ts";
import { canonicalEmail } from "../identity/index.ts";
import { signIn } from "../installation/index.ts";
import { memberEvent } from "../members/index.ts";
import { showAtOnce } from "../outside/index.ts";
import type { System } from "../system.ts";
import { putInTeams } from "../teams/index.ts";
import { insertMembership } from "../workspaces/index.ts";
import { event } from "./commands.ts";
import { type InvitationRow, findOpen, isMember, useUp } from "./store.ts";
import { readInvitationToken } from "./token.ts";

type Place = { readonly workspaceId: string; readonly hash: Buffer };

export async function showInvitation({
  system,
  params,
  request,
}: Call<typeof operations.getInvitation>): Promise<AnswerOf<typeof operations.getInvitation>> {
  const { invitation } = await openInvitation(system, params.token, request.ip);
  const account = invitation.email === null ? null : await system.identity.personByEmail(invitation.email);
  return {
    workspace: invitation.workspace_name,
    email: invitation.email,
    role: invitation.role,
    invitedBy: invitation.inviter_name,
    hasAccount: account !== null,
  };
}

/** As whoever is signed in; or as somebody new, who is then signed in. */
export async function acceptInvitation(
  call: Call<typeof operations.acceptInvitation>,
): Promise<AnswerOf<typeof operations.acceptInvitation>> {
  const { system, params, body, request } = call;
  const { invitation, place } = await openInvitation(system, params.token, request.ip);
  if (body.person === null) {
    const session = await system.identity.lookupSession(request.headers.cookie);
    const person = session === null ? null : await system.identity.person(session.personId);
    if (person === null) refuse("sign_in_required");
    mustBeFor(invitation, person.email);
    await join(system, place, person.id);
  } else {
    mustBeFor(invitation, canonicalEmail(body.person.email));
    const { id } = await system.identity.createPerson(body.person);
    await join(system, place, id).catch(async (error: unknown) => {
      await system.identity.removePerson(id); // somebody else used the invitation meanwhile
      throw error;
    });
    await signIn(call, id);
  }
  return { workspaceId: place.workspaceId, slug: invitation.slug };
}

async function openInvitation(system: System, token: string, address: string): Promise<{ invitation: InvitationRow; place: Place }> {
  const attempt = { kind: "invitation", account: null, address };
  await system.identity.assertMayTry(attempt);
  const place = readInvitationToken(token);
  const invitation = await system.database.inWorkspace(place.workspaceId, (tx) => findOpen(tx, place.hash), "read");
  if (invitation === undefined) refuse("invitation_gone");
  await system.identity.succeeded(attempt);
  return { invitation, place };
}

function mustBeFor(invitation: InvitationRow, email: string): void {
  if (invitation.email !== null && invitation.email !== email) refuse("invitation_for_other");
}

/** Uses the invitation up and lets them in, in one transaction. For who is in already it stays good for somebody else. */
async function join(system: System, place: Place, personId: string): Promise<void> {
  // Keys of an earlier membership that were made while it was being ended must not come to life again.
  if (!(await system.database.inWorkspace(place.workspaceId, (tx) => isMember(tx, personId), "read")))
    await system.identity.deleteKeysOf(personId, place.workspaceId);
  await workIn(system, place.workspaceId, personId, async (work) => {
    if (await isMember(work.tx, personId)) return;
    const used = await useUp(work.tx, place.hash);
    if (used === undefined) refuse("invitation_gone");
    const version = await insertMembership(work.tx, personId, used.role);
    if (version === undefined) refuse("conflict");
    const inviter: Actor = { personId: used.invited_by, workspaceId: place.workspaceId, role: used.inviter_role, via: "session" };
    const shows = used.shown_kind === null || used.shown_id === null ? null : { kind: used.shown_kind, id: used.shown_id };
    const shown = shows !== null && (await showAtOnce(work.tx, inviter, shows, personId));
    await work.append(
      event("invitation.accepted", place.workspaceId, used.invitation_id, 2, { personId, ...(shown && { shows }) }),
      memberEvent("member.joined", place.workspaceId, personId, version, { role: used.role, invitedBy: used.invited_by }),
    );
    await putInTeams(work, personId, used.team_ids);
  });
}
