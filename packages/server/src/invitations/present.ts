import type { AnswerOf, operations } from "@rondo/contract";
import type { InvitationRow } from "./store.ts";

export type Invitation = AnswerOf<typeof operations.invite>["invitation"];

export function presentInvitation(row: InvitationRow): Invitation {
  return {
    id: row.invitation_id,
    email: row.email,
    role: row.role,
    teamIds: row.team_ids,
    shows: row.shown_kind === null || row.shown_id === null ? null : { kind: row.shown_kind, id: row.shown_id },
    invitedBy: row.inviter_name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
