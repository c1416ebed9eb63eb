import type { operations } from "@rondo/contract";
import { type WorkspaceRole, atLeast } from "@rondo/core/access";
import { saidOfStaff, staffOf, vacated } from "@rondo/core/plan";
import type { Tx } from "../database/index.ts";
import { type Actor, type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import { taskEvent, updateTask } from "../tasks/index.ts";
import { setTeamsOf } from "../teams/index.ts";
import { mustLeaveAnOwner, mustReach } from "./policy.ts";
import { type Member, presentMember } from "./present.ts";
import {
  type LockedMember,
  type MemberRow,
  deleteMember,
  emptyFillingsOf,
  findMember,
  lockLeaving,
  lockMembers,
  openStepsOf,
  releaseTasksOf,
  setSkills,
  staffedWith,
  updateMember,
} from "./store.ts";

export type MemberHooks = {
  /** Gives an open step of a run to whoever it falls to without its owner; given by the composition root, because the run decides it. */
  releaseStep(work: Work, step: { runId: string; taskId: string }): Promise<void>;
  /** Computes those of these plans again that follow the hours of people. */
  peopleChanged(work: Work, projectIds: readonly string[]): Promise<void>;
};

export async function changeMember(call: WorkspaceCall<typeof operations.changeMember>): Promise<Member> {
  const { tx, actor, body, params } = call;
  const { locked, mine, target } = await lockPair(tx, actor, params.m);
  mustReach(mine, target.role);
  mustMatch(call.expected, target.version, presentMember((await findMember(tx, params.m)) as MemberRow, actor));
  const role = body.role ?? target.role;
  mustReach(mine, role);
  if (role !== "owner") mustLeaveAnOwner(locked, target);
  if (body.managerId != null && (body.managerId === params.m || (await findMember(tx, body.managerId)) === undefined))
    refuse("not_assignable", { home: "this workspace" });
  await updateMember(tx, params.m, role, body.managerId);
  if (body.teamIds !== undefined) await setTeamsOf(call, params.m, body.teamIds);
  const member = (await findMember(tx, params.m)) as MemberRow;
  await call.append(
    memberEvent("member.changed", actor.workspaceId, params.m, member.version, {
      role,
      ...(role !== target.role && { was: target.role }),
      ...(body.teamIds !== undefined && { teamIds: body.teamIds }),
      ...(body.managerId !== undefined && { managerId: body.managerId }),
    }),
  );
  return presentMember(member, actor);
}

/** Said by oneself alone; the same skill in another case is one. */
export async function putMySkills(call: WorkspaceCall<typeof operations.putMySkills>): Promise<Member> {
  const { tx, actor, body } = call;
  const skills = [...new Map(body.skills.map((skill) => [skill.toLocaleLowerCase("en"), skill])).values()];
  await setSkills(tx, actor.personId, skills);
  const member = (await findMember(tx, actor.personId)) as MemberRow;
  await call.append(memberEvent("member.skilled", actor.workspaceId, actor.personId, member.version, { skills }));
  return presentMember(member, actor);
}

export async function removeMember(call: WorkspaceCall<typeof operations.removeMember>, hooks: MemberHooks): Promise<undefined> {
  const { locked, mine, target } = await lockPair(call.tx, call.actor, call.params.m);
  mustReach(mine, target.role);
  mustLeaveAnOwner(locked, target);
  await endMembership(workOf(call), target, hooks);
  call.afterCommit(() => tellLeft(call.system, call.actor.workspaceId, target.person_id));
}

/** Ends their streams on every node, before anybody looks. */
export function tellLeft(system: Work["system"], workspaceId: string, personId: string): void {
  system.live.tell(workspaceId, { kind: "left", personId });
}

/** Out, at once: the next request finds no membership. Steps of runs fall to somebody else; other work is anybody's again. */
export async function endMembership(work: Work, member: LockedMember, hooks: MemberHooks): Promise<void> {
  const { tx } = work;
  const personId = member.person_id;
  await lockLeaving(tx, personId);
  for (const step of await openStepsOf(tx, personId)) await hooks.releaseStep(work, { runId: step.run_id, taskId: step.task_id });
  const released = await releaseTasksOf(tx, personId);
  await work.append(
    ...released.map((task) =>
      taskEvent("task.assigned", task, task.version, { title: task.title, ownerId: task.owner_id, changed: ["ownerId"] }),
    ),
  );
  const plans = await leavePlans(work, personId);
  await emptyFillingsOf(tx, personId);
  await deleteMember(tx, personId);
  await hooks.peopleChanged(work, [...plans, ...released.flatMap((task) => task.project_id ?? [])]);
  await work.append(memberEvent("member.removed", work.workspaceId, personId, member.version + 1, { role: member.role }));
  // Of another database role, so outside of this transaction; last, and only a key of somebody who is out does nothing.
  await work.system.identity.deleteKeysOf(personId, work.workspaceId);
}

/** What they had of a role in a plan is asked for again; what they were on by name goes on without them. Answers the projects. */
async function leavePlans(work: Work, personId: string): Promise<string[]> {
  const staffed = await staffedWith(work.tx, personId);
  for (const { task_id, project_id, title, owner_id, planning } of staffed) {
    const staff = staffOf(owner_id, planning);
    const role = staff.assignments.find((one) => one.personId === personId)?.role;
    const { placeholders } = (role === undefined ? null : vacated(staff, role, personId)) ?? staff;
    const assignments = staff.assignments.filter((one) => one.personId !== personId);
    const version = await updateTask(work.tx, task_id, {
      planning: saidOfStaff(planning, { ownerId: owner_id, assignments, placeholders }),
    });
    await work.append(taskEvent("task.changed", { task_id, run_id: null, project_id }, version, { title, changed: ["planning"] }));
  }
  return staffed.map((task) => task.project_id);
}

export function memberEvent(
  name: string,
  workspaceId: string,
  personId: string,
  version: number,
  data: Record<string, unknown>,
): Parameters<Work["append"]>[0] {
  return { name, subjectKind: "member", subjectId: personId, version, homeKind: "workspace", homeId: workspaceId, data };
}

/** The actor's role as it is now, under the lock, and the member that this is about. */
export async function lockPair(
  tx: Tx,
  actor: Actor,
  personId: string,
): Promise<{ locked: LockedMember[]; mine: WorkspaceRole; target: LockedMember }> {
  const locked = await lockMembers(tx, [actor.personId, personId]);
  const mine = locked.find((member) => member.person_id === actor.personId)?.role;
  if (mine === undefined || !atLeast(mine, "admin")) refuse("forbidden", { who: "an admin", role: "admin" }); // demoted a moment ago
  const target = locked.find((member) => member.person_id === personId);
  if (target === undefined) refuse("member_not_found");
  return { locked, mine, target };
}
