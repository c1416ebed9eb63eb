import type { operations } from "@rondo/contract";
import { type Work, type WorkspaceCall, mustMatch, refuse } from "../http/index.ts";
import type { Tx } from "../database/index.ts";
import { membersAmong, taskEvent } from "../tasks/index.ts";
import { type Team, presentTeam } from "./present.ts";
import {
  type TeamRow,
  deleteTeam,
  emptyFillings,
  findTeams,
  insertTeam,
  keepNameInHandovers,
  lockTeam,
  releaseTasks,
  replaceMembers,
  replaceTeamsOf,
  updateTeam,
} from "./store.ts";

export async function createTeam(call: WorkspaceCall<typeof operations.createTeam>): Promise<Team> {
  const { tx, body } = call;
  await mustBeMembers(tx, body.memberIds);
  const id = call.newId();
  await insertTeam(tx, { id, name: body.name });
  await replaceMembers(tx, id, body.memberIds);
  const team = await theTeam(tx, id);
  await call.append(teamEvent("team.created", team, { memberIds: body.memberIds }));
  return presentTeam(team);
}

export async function changeTeam(call: WorkspaceCall<typeof operations.changeTeam>): Promise<Team> {
  const { tx, body } = call;
  const before = await lockedTeam(tx, call.params.team);
  mustMatch(call.expected, before.version, presentTeam(before));
  if (body.memberIds !== undefined) {
    await mustBeMembers(tx, body.memberIds);
    await replaceMembers(tx, before.team_id, body.memberIds);
  }
  await updateTeam(tx, before.team_id, body.name ?? null);
  const team = await theTeam(tx, before.team_id);
  await call.append(teamEvent("team.changed", team, { ...(body.memberIds !== undefined && { memberIds: body.memberIds }) }));
  return presentTeam(team);
}

/** Work that waited for the team stays open, for nobody in particular; what was handed over to it keeps its name, for admins to decide. */
export async function removeTeam(call: WorkspaceCall<typeof operations.deleteTeam>): Promise<undefined> {
  const { tx } = call;
  const team = await lockedTeam(tx, call.params.team);
  const released = await releaseTasks(tx, team.team_id);
  await emptyFillings(tx, team.team_id);
  await keepNameInHandovers(tx, team);
  await deleteTeam(tx, team.team_id);
  await call.append(
    ...released.map((task) => taskEvent("task.changed", task, task.version, { title: task.title, changed: ["teamId"], teamId: null })),
  );
  await call.append(teamEvent("team.deleted", { ...team, version: team.version + 1 }, {}));
}

/** Puts somebody in these teams and no others. Refuses with `team_not_found`. */
export async function setTeamsOf(work: Pick<Work, "tx" | "append">, personId: string, teamIds: readonly string[]): Promise<void> {
  await mustBeTeams(work.tx, teamIds);
  await putInTeams(work, personId, teamIds);
}

/** The same, passing over teams that were deleted meanwhile. */
export async function putInTeams(work: Pick<Work, "tx" | "append">, personId: string, teamIds: readonly string[]): Promise<void> {
  const changed = await replaceTeamsOf(work.tx, personId, teamIds);
  await work.append(...changed.map((team) => teamEvent("team.changed", team, { memberId: personId })));
}

export async function mustBeTeams(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0 && (await findTeams(tx, ids)).length < new Set(ids).size) refuse("team_not_found");
}

async function mustBeMembers(tx: Tx, ids: readonly string[]): Promise<void> {
  if ((await membersAmong(tx, ids)).length < new Set(ids).size) refuse("member_not_found");
}

/** The team, which is not deleted before this is done. Refuses with `team_not_found`. */
export async function lockedTeam(tx: Tx, teamId: string): Promise<TeamRow> {
  if (!(await lockTeam(tx, teamId))) refuse("team_not_found");
  return theTeam(tx, teamId);
}

async function theTeam(tx: Tx, teamId: string): Promise<TeamRow> {
  return (await findTeams(tx, [teamId]))[0] as TeamRow;
}

function teamEvent(
  name: string,
  team: { team_id: string; name: string; version: number },
  data: Record<string, unknown>,
): Parameters<Work["append"]>[0] {
  return {
    name,
    subjectKind: "team",
    subjectId: team.team_id,
    version: team.version,
    homeKind: "workspace",
    homeId: team.team_id,
    data: { name: team.name, ...data },
  };
}
