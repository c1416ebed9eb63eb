import type { AnswerOf, operations } from "@rondo/contract";
import type { Person, SessionListed } from "../identity/index.ts";
import type { MembershipRow } from "../workspaces/index.ts";

export function presentMe(person: Person, workspaces: readonly MembershipRow[]): AnswerOf<typeof operations.changeMe> {
  return {
    person: { id: person.id, name: person.name, email: person.email, twoFactor: person.twoFactor, locale: person.locale },
    workspaces: workspaces.map((row) => ({
      id: row.workspace_id,
      name: row.name,
      slug: row.slug,
      role: row.role,
      zone: row.zone,
      sample: row.demo,
    })),
  };
}

export function presentSession(
  session: SessionListed,
  currentId: string | null,
): AnswerOf<typeof operations.listSessions>["items"][number] {
  return {
    id: session.id,
    startedAt: session.startedAt,
    lastSeenAt: session.lastSeenAt,
    agent: session.agent,
    address: session.address,
    current: session.id === currentId,
  };
}
