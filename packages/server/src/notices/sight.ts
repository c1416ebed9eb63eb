import { type RawBuilder, sql } from "kysely";
import type { Sentence } from "@rondo/core/kernel";
import { isShared, isShownRun, seesDocument, seesSpace, takesOn } from "../access/index.ts";

/**
 * SQL that is true where the member `m` may see what the notice `n` (subject_kind, subject_id) is about, now. Asked when
 * it is written and each time it is read, so that a right taken away takes the notice's title with it.
 */
export function seesSubject(m: string, n: string): RawBuilder<boolean> {
  const person = sql.ref(`${m}.person_id`);
  const role = sql.ref(`${m}.role`);
  const id = sql.ref(`${n}.subject_id`);
  const project = seesSpace(person, role, { everyone: "p.everyone", id: "p.project_id" });
  const process = seesSpace(person, role, { everyone: "c.everyone", id: "c.process_id" });
  const inTeam = sql`exists (select from team_member tm where tm.workspace_id = t.workspace_id and tm.team_id = t.team_id and tm.person_id = ${person})`;
  return sql<boolean>`case ${sql.ref(`${n}.subject_kind`)}
    when 'workspace' then true
    when 'task' then exists (
      select from task t
      left join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
      left join run r on r.workspace_id = t.workspace_id and r.run_id = t.run_id
      left join process c on c.workspace_id = t.workspace_id and c.process_id = r.process_id
      where t.workspace_id = current_workspace() and t.task_id = ${id} and t.deleted_at is null
        and (t.owner_id = ${person} or t.person_id = ${person} or (t.person_id is not null and t.created_by = ${person}) or ${inTeam} or ${isShared(person, "t.task_id")}
          or (p.project_id is not null and ${project}) or (c.process_id is not null and ${process})))
    when 'run' then exists (
      select from run r join process c on c.workspace_id = r.workspace_id and c.process_id = r.process_id
      where r.workspace_id = current_workspace() and r.run_id = ${id}
        and (r.requester_id = ${person} or ${isShownRun(person, "r.run_id")} or ${process}
          or exists (select from task t where t.workspace_id = r.workspace_id and t.run_id = r.run_id and (t.owner_id = ${person} or ${inTeam}))))
    when 'project' then exists (select from project p where p.workspace_id = current_workspace() and p.project_id = ${id} and ${project})
    when 'process' then exists (select from process c where c.workspace_id = current_workspace() and c.process_id = ${id} and ${process})
    when 'document' then exists (select from document d where d.workspace_id = current_workspace() and d.document_id = ${id} and d.deleted_at is null and ${seesDocument(person, role, "d")})
    when 'handover' then exists (
      select from handover h
      join project p on p.workspace_id = h.workspace_id and p.project_id = h.project_id
      left join process c on c.workspace_id = h.workspace_id and c.process_id = h.process_id
      where h.workspace_id = current_workspace() and h.handover_id = ${id} and (${project} or ${takesOn(person, role)}))
    else false end`;
}

/** Of a run that can't go on, as the notice `n` tells it: at which step (by the revision that it is on), and why. */
export const stopOf = sql<Stop | null>`case when n.kind = 'incident' and n.subject_kind = 'run' then (
  select jsonb_build_object('step', coalesce(jsonb_path_query_first(v.definition, '$.** ? (@.id == $step && exists (@.kind)).title', jsonb_build_object('step', e.data->'step')), '""'),
    'message', e.data->'message', 'said', e.data->'said')
  from event e
  join run r on r.workspace_id = e.workspace_id and r.run_id = e.subject_id
  join revision v on v.workspace_id = r.workspace_id and v.process_id = r.process_id and v.number = r.revision
  where e.workspace_id = n.workspace_id and e.subject_id = n.subject_id and e.epoch = n.epoch and e.seq = n.seq) end`;

export type Stop = { readonly step: string; readonly message: string; readonly said: Sentence | null };
