import { type RawBuilder, sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";
import type { Kind } from "../outside/index.ts";

export type InvitationRow = {
  invitation_id: string;
  email: string | null;
  role: WorkspaceRole;
  team_ids: string[];
  shown_kind: Kind | null;
  shown_id: string | null;
  invited_by: string;
  inviter_name: string;
  created_at: string;
  expires_at: string;
  workspace_name: string;
  slug: string;
};

/**
 * Open: neither used nor withdrawn nor expired, and whoever made it may still invite to that role. An admin who is
 * removed or demoted leaves no way back in.
 */
const open = sql`
  i.workspace_id = current_workspace() and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > now()
  and exists (
    select 1 from membership m
    where m.workspace_id = i.workspace_id and m.person_id = i.invited_by and (m.role = 'owner' or (m.role = 'admin' and i.role <> 'owner')))`;

function selectOpen(rest: RawBuilder<unknown>): RawBuilder<InvitationRow> {
  return sql<InvitationRow>`
    select i.invitation_id, i.email, i.role, i.team_ids, i.shown_kind, i.shown_id, i.invited_by, p.name as inviter_name, i.created_at, i.expires_at, w.name as workspace_name, w.slug
    from invitation i join workspace w on w.workspace_id = i.workspace_id join identity.person p on p.id = i.invited_by
    where ${open} ${rest}`;
}

export async function listOpen(tx: Tx): Promise<InvitationRow[]> {
  return tx.rows(selectOpen(sql`order by i.created_at desc, i.invitation_id desc limit 1000`));
}

export async function findOpen(tx: Tx, tokenHash: Buffer): Promise<InvitationRow | undefined> {
  return tx.first(selectOpen(sql`and i.token_hash = ${tokenHash}`));
}

export async function findById(tx: Tx, invitationId: string): Promise<InvitationRow | undefined> {
  return tx.first(selectOpen(sql`and i.invitation_id = ${invitationId}`));
}

export async function insertInvitation(
  tx: Tx,
  invitation: {
    id: string;
    tokenHash: Buffer;
    email: string | null;
    role: WorkspaceRole;
    teamIds: readonly string[];
    shows: { kind: Kind; id: string } | null;
    invitedBy: string;
    expiresAt: string;
  },
): Promise<void> {
  await tx.change(sql`
    insert into invitation (workspace_id, invitation_id, token_hash, email, role, team_ids, shown_kind, shown_id, invited_by, expires_at)
    values (current_workspace(), ${invitation.id}, ${invitation.tokenHash}, ${invitation.email}, ${invitation.role}, ${invitation.teamIds}::uuid[], ${invitation.shows?.kind ?? null}, ${invitation.shows?.id ?? null}::uuid, ${invitation.invitedBy}, ${invitation.expiresAt})`);
}

type UsedRow = Pick<InvitationRow, "invitation_id" | "role" | "team_ids" | "shown_kind" | "shown_id" | "invited_by"> & {
  inviter_role: WorkspaceRole;
};

/** Uses it up: of two at once, one gets it. */
export async function useUp(tx: Tx, tokenHash: Buffer): Promise<UsedRow | undefined> {
  return tx.first(sql<UsedRow>`
    update invitation i set accepted_at = now() where ${open} and i.token_hash = ${tokenHash}
    returning i.invitation_id, i.role, i.team_ids, i.shown_kind, i.shown_id, i.invited_by,
      (select m.role from membership m where m.workspace_id = i.workspace_id and m.person_id = i.invited_by) as inviter_role`);
}

export async function withdraw(tx: Tx, invitationId: string): Promise<boolean> {
  return (await tx.change(sql`update invitation i set withdrawn_at = now() where ${open} and i.invitation_id = ${invitationId}`)) > 0;
}

export async function isMember(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.first(sql`select 1 from membership where workspace_id = current_workspace() and person_id = ${personId}`)) !== undefined;
}
