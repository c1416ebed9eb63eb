import { type RawBuilder, sql } from "kysely";

/**
 * SQL that is true where the person may see a process or project `alias` (with columns everyone, <kind>_id), for lists.
 * The same rule as `spaceRoleOf`, as a condition.
 */
export function seesSpace(
  personId: string | RawBuilder<unknown>,
  role: string | RawBuilder<unknown>,
  space: { everyone: string; id: string },
): RawBuilder<boolean> {
  return sql<boolean>`(
    ${role} = 'owner'
    or (${role} in ('admin', 'member') and ${sql.ref(space.everyone)} is not null)
    or exists (select 1 from share sh where sh.workspace_id = current_workspace() and sh.space_id = ${sql.ref(space.id)} and sh.person_id = ${personId}))`;
}

/**
 * The same for a document `d` (columns document_id, project_id, process_id, everyone): one in a project or process is seen by
 * whoever sees that; one on its own by whom it says.
 */
export function seesDocument(personId: string | RawBuilder<unknown>, role: string | RawBuilder<unknown>, d: string): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${d}.${column}`);
  return sql<boolean>`(
    ${role} = 'owner'
    or (${role} in ('admin', 'member') and case
      when ${of("project_id")} is not null then exists (select 1 from project pd where pd.workspace_id = current_workspace() and pd.project_id = ${of("project_id")} and pd.everyone is not null)
      when ${of("process_id")} is not null then exists (select 1 from process cd where cd.workspace_id = current_workspace() and cd.process_id = ${of("process_id")} and cd.everyone is not null)
      else ${of("everyone")} is not null end)
    or exists (select 1 from share sd where sd.workspace_id = current_workspace() and sd.space_id = coalesce(${of("project_id")}, ${of("process_id")}, ${of("document_id")}) and sd.person_id = ${personId}))`;
}

/**
 * SQL that is true where the person is on the side that takes on a handover `h`: in its team (or an admin, who manages teams),
 * or its receiver, or somebody who may see the process `c` that it goes to.
 */
export function takesOn(personId: string | RawBuilder<unknown>, role: string | RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`case when h.process_id is null
    then ${role} in ('owner', 'admin') or ${isInTeam(personId)}
    else ${receiverOf} = ${personId} or ${seesSpace(personId, role, { everyone: "c.everyone", id: "c.process_id" })} end`;
}

/** SQL that is true where the person is in the team of a handover `h`. */
export function isInTeam(personId: string | RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from team_member hm where hm.workspace_id = h.workspace_id and hm.team_id = h.team_id and hm.person_id = ${personId})`;
}

/** SQL of who decides about a handover `h` to a process `c`: whoever was named, while they are here; else the process's owner. */
export const receiverOf = sql<
  string | null
>`coalesce((select rm.person_id from membership rm where rm.workspace_id = h.workspace_id and rm.person_id = h.receiver_id), c.owner_id)`;

/** SQL that is true for a run that was shown to the person by name. */
export function isShownRun(personId: string | RawBuilder<unknown>, runId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from run_share rs where rs.workspace_id = current_workspace() and rs.run_id = ${sql.ref(runId)} and rs.person_id = ${personId})`;
}

/** SQL that is true for a task that was shown to the person by name, or is inside one that was. */
export function isShared(personId: string | RawBuilder<unknown>, taskId: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(taskId)} in (select st.task_id from shared_tasks(${personId}) st)`;
}

/**
 * SQL that is true where a guest sees a task only because it, or what it is inside, was shown to them: of its home not even the
 * name. `shown` and `share` say whether it was, and what its home gives them; a run that was shown is seen itself.
 */
export function isShownAlone(
  personId: string | RawBuilder<unknown>,
  role: string | RawBuilder<unknown>,
  task: { shown: RawBuilder<boolean>; share: string; runId: string },
): RawBuilder<boolean> {
  return sql<boolean>`(${role} = 'guest' and ${task.shown} and ${sql.ref(task.share)} is null
    and (${sql.ref(task.runId)} is null or not ${isShownRun(personId, task.runId)}))`;
}
