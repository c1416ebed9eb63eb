import type { operations } from "@rondo/contract";
import { type WorkspaceCall, refuse, workIn, workOf } from "../http/index.ts";
import { firstWorkspace, workspacesOf } from "../workspaces/index.ts";
import { type MemberHooks, endMembership, lockPair, memberEvent, tellLeft } from "./commands.ts";
import { mustLeaveAnOwner } from "./policy.ts";
import { everyWorkspace, lockMembers, scrub } from "./store.ts";

/**
 * A person is one identity in all workspaces, so this reaches beyond the one that it is asked in. May: who owns every
 * workspace that the person is in, or the one that looks after the installation. Each workspace is a transaction of its
 * own and the identity goes last; whatever stops half-way, the same request again finishes it.
 */
export async function erasePerson(call: WorkspaceCall<typeof operations.erasePerson>, hooks: MemberHooks): Promise<undefined> {
  const { system, actor, params } = call;
  const { locked, mine, target } = await lockPair(call.tx, actor, params.m);
  if (mine !== "owner") refuse("forbidden", { who: "an owner", role: "owner" });
  mustLeaveAnOwner(locked, target);
  const person = await system.identity.person(params.m);
  const others = await othersToLeave(call, params.m);

  for (const workspaceId of others) {
    await workIn(system, workspaceId, actor.personId, async (work) => {
      const there = await lockMembers(work.tx, [params.m]);
      const member = there.find((one) => one.person_id === params.m);
      if (member === undefined) return;
      mustLeaveAnOwner(there, member);
      await endMembership(work, member, hooks);
      await work.append(memberEvent("person.erased", workspaceId, params.m, member.version + 2, {}));
    });
    tellLeft(system, workspaceId, params.m);
  }
  await endMembership(workOf(call), target, hooks);
  call.afterCommit(() => tellLeft(system, actor.workspaceId, params.m));
  await call.append(memberEvent("person.erased", actor.workspaceId, params.m, target.version + 2, {}));
  if (person !== null && !person.erased) {
    await scrub(call.tx, params.m, person.email);
    for (const workspaceId of await everyWorkspace(system.database.rounds)) {
      if (workspaceId !== actor.workspaceId) await system.database.inWorkspace(workspaceId, (tx) => scrub(tx, params.m, person.email));
    }
  }
  await system.identity.erasePerson(params.m);
}

/** The person's other workspaces, if the actor may end all of them. Refuses before anything is changed. */
async function othersToLeave({ system, actor }: WorkspaceCall<typeof operations.erasePerson>, personId: string): Promise<string[]> {
  const { directory } = system.database;
  const others = (await workspacesOf(directory, personId)).filter((row) => row.workspace_id !== actor.workspaceId);
  if (others.length === 0) return [];
  const owned = new Set(
    (await workspacesOf(directory, actor.personId)).filter((row) => row.role === "owner").map((row) => row.workspace_id),
  );
  const looksAfter = (await firstWorkspace(directory)) === actor.workspaceId;
  if (!looksAfter && others.some((row) => !owned.has(row.workspace_id)))
    refuse("forbidden", { who: "an owner of every workspace that the person is in", role: "owner there" });
  for (const { workspace_id } of others.filter((row) => row.role === "owner")) {
    await system.database.inWorkspace(workspace_id, async (tx) => {
      const there = await lockMembers(tx, [personId]);
      const member = there.find((one) => one.person_id === personId);
      if (member !== undefined) mustLeaveAnOwner(there, member);
    });
  }
  return others.map((row) => row.workspace_id);
}
