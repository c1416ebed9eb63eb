import type { AnswerOf, operations } from "@rondo/contract";
import type { Actor } from "../http/index.ts";
import { ref } from "../tasks/index.ts";
import type { MemberRow } from "./store.ts";

export type Member = AnswerOf<typeof operations.changeMember>;

/** A guest sees who is here, but addresses and teams only of themselves. */
export function presentMember(row: MemberRow, reader: Actor): Member {
  const hidden = reader.role === "guest" && reader.personId !== row.person_id;
  return {
    id: row.person_id,
    name: row.name,
    email: hidden ? "" : row.email,
    role: row.role,
    teams: hidden ? [] : row.teams,
    skills: hidden ? [] : row.skills,
    manager: hidden ? null : ref(row.manager_id, row.manager_name),
    joinedAt: row.joined_at,
    version: row.version,
  };
}
