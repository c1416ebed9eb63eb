import type { AnswerOf, operations } from "@rondo/contract";
import type { TeamRow } from "./store.ts";

export type Team = AnswerOf<typeof operations.createTeam>;

export function presentTeam(row: TeamRow): Team {
  return { id: row.team_id, name: row.name, members: row.members, version: row.version };
}
