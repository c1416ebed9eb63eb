import { sql } from "kysely";
import { receiverOf } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import type { Candidate, HandoverFacts, QuestionFacts, RunFacts, Subjects, TaskFacts } from "./notice.ts";
import { type Stop, seesSubject, stopOf } from "./sight.ts";

/** Writes those that their readers may see; what was written before for the same event is left. Answers who was told, and by which notice. */
export async function insertNotices(
  tx: Tx,
  candidates: readonly (Candidate & { readonly notice_id: string })[],
): Promise<{ notice_id: string; person_id: string }[]> {
  if (candidates.length === 0) return [];
  return tx.rows(sql<{ notice_id: string; person_id: string }>`
    insert into notice (workspace_id, notice_id, person_id, kind, act, at, actor_id, subject_kind, subject_id, title, why, epoch, seq)
    select m.workspace_id, n.notice_id, n.person_id, n.kind, n.act, n.at, n.actor_id, n.subject_kind, n.subject_id, n.title, n.why, n.epoch, n.seq
    from jsonb_to_recordset(${JSON.stringify(candidates)}::jsonb)
      as n(notice_id uuid, person_id uuid, kind text, act boolean, at timestamptz, actor_id uuid, subject_kind text, subject_id uuid, title text, why text, epoch bigint, seq bigint)
    join membership m on m.workspace_id = current_workspace() and m.person_id = n.person_id
    where ${seesSubject("m", "n")}
      and (n.act or not exists (
        select from notice_mute u where u.workspace_id = m.workspace_id and u.person_id = m.person_id and u.subject_kind = n.subject_kind and u.subject_id = n.subject_id))
    on conflict (workspace_id, person_id, epoch, seq, kind) do nothing
    returning notice_id, person_id`);
}

/**
 * Marks read what no longer waits for its reader: the task is closed, gone or somebody else's; the question is answered or
 * its task closed; the run has no incident; the handover is decided, or offered again; the draft is decided, or sent again, and the procedure
 * looked at. Judged by how things stand, not by which event said so.
 */
export async function resolveActs(
  tx: Tx,
  { tasks, runs, handovers, processes }: Subjects,
): Promise<{ notice_id: string; person_id: string }[]> {
  const done: { notice_id: string; person_id: string }[] = [];
  type Resolved = { notice_id: string; person_id: string };
  if (tasks.length > 0) {
    done.push(
      ...(await tx.rows(sql<Resolved>`
      update notice n set read_at = now()
      from task t
      where n.workspace_id = current_workspace() and n.act and n.read_at is null and n.subject_kind = 'task' and n.subject_id = any(${tasks}::uuid[])
        and t.workspace_id = n.workspace_id and t.task_id = n.subject_id
        and (t.closed_at is not null or t.deleted_at is not null or t.owner_id is distinct from n.person_id)
      returning n.notice_id, n.person_id`)),
    );
  }
  if (runs.length > 0) {
    done.push(
      ...(await tx.rows(sql<Resolved>`
      update notice n set read_at = now()
      from run r
      where n.workspace_id = current_workspace() and n.act and n.read_at is null and n.subject_kind = 'run' and n.subject_id = any(${runs}::uuid[])
        and r.workspace_id = n.workspace_id and r.run_id = n.subject_id
        and (r.status <> 'running' or case n.kind
          when 'incident' then not jsonb_path_exists(r.state, '$.tokens[*].incident')
          else not exists (
            select from question q join task t on t.workspace_id = q.workspace_id and t.task_id = q.task_id
            where q.workspace_id = n.workspace_id and q.run_id = n.subject_id and q.answered_at is null and t.closed_at is null
              and coalesce(q.to_person_id, r.requester_id) = n.person_id) end)
      returning n.notice_id, n.person_id`)),
    );
  }
  if (handovers.length > 0) {
    done.push(
      ...(await tx.rows(sql<Resolved>`
      update notice n set read_at = now()
      from (select distinct on (handover_id) handover_id, decision from handover_offer
            where workspace_id = current_workspace() and handover_id = any(${handovers}::uuid[]) order by handover_id, round desc) o
      where n.workspace_id = current_workspace() and n.act and n.read_at is null and n.subject_kind = 'handover' and n.subject_id = o.handover_id
        and case n.kind when 'returned' then o.decision is distinct from 'returned' else o.decision is not null end
      returning n.notice_id, n.person_id`)),
    );
  }
  if (processes.length > 0) {
    done.push(
      ...(await tx.rows(sql<Resolved>`
      update notice n set read_at = now()
      from process p
      where n.workspace_id = current_workspace() and n.act and n.read_at is null and n.subject_kind = 'process' and n.subject_id = any(${processes}::uuid[])
        and p.workspace_id = n.workspace_id and p.process_id = n.subject_id
        and case n.kind
          when 'review' then p.review_due_at is null or p.review_due_at > now() or p.retired_at is not null or p.owner_id is distinct from n.person_id
          when 'approval' then p.approver_id is distinct from n.person_id or not exists (select from submission s where s.workspace_id = p.workspace_id and s.process_id = p.process_id and s.verdict is null)
          else p.approver_id is null or (select s.verdict from submission s where s.workspace_id = p.workspace_id and s.process_id = p.process_id order by s.made_at desc limit 1) is distinct from 'returned' end
      returning n.notice_id, n.person_id`)),
    );
  }
  return done;
}

export async function tasksOf(tx: Tx, ids: readonly string[]): Promise<TaskFacts[]> {
  return tx.rows(sql<TaskFacts>`
    select t.task_id as id, t.title, t.owner_id as "ownerId", t.created_by as "createdBy",
      t.step_kind is not distinct from 'approval' as "isApproval", t.closed_at is null and t.deleted_at is null as "isOpen", t.person_id is not null as "isOfList",
      array(select tm.person_id::text from team_member tm where tm.workspace_id = t.workspace_id and tm.team_id = t.team_id) as "teamMembers",
      array(select f.person_id::text from following f where f.workspace_id = t.workspace_id and f.task_id = t.task_id) as followers
    from task t where t.workspace_id = current_workspace() and t.task_id = any(${ids}::uuid[])`);
}

export async function runsOf(tx: Tx, ids: readonly string[]): Promise<RunFacts[]> {
  return tx.rows(sql<RunFacts>`
    select r.run_id as id, r.title, r.requester_id as "requesterId", p.owner_id as "processOwner"
    from run r join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id
    where r.workspace_id = current_workspace() and r.run_id = any(${ids}::uuid[])`);
}

export async function questionsOf(tx: Tx, ids: readonly string[]): Promise<QuestionFacts[]> {
  return tx.rows(sql<QuestionFacts>`
    select q.question_id as id, q.task_id as "taskId", q.run_id as "runId", q.asked_by as "askedBy", coalesce(q.to_person_id, r.requester_id) as "toPersonId", q.answered_at is null as "isOpen"
    from question q join run r on r.workspace_id = q.workspace_id and r.run_id = q.run_id
    where q.workspace_id = current_workspace() and q.question_id = any(${ids}::uuid[])`);
}

export async function handoversOf(tx: Tx, ids: readonly string[]): Promise<HandoverFacts[]> {
  return tx.rows(sql<HandoverFacts>`
    select h.handover_id as id, h.title, ${receiverOf} as "receiverId",
      array(select tm.person_id::text from team_member tm where tm.workspace_id = h.workspace_id and tm.team_id = h.team_id) as "teamMembers",
      array(select m.person_id::text from membership m where m.workspace_id = h.workspace_id and m.role in ('owner', 'admin') and h.process_id is null
        and not exists (select from team_member tm where tm.workspace_id = h.workspace_id and tm.team_id = h.team_id)) as "standIns",
      coalesce((select o.offered_by from handover_offer o where o.workspace_id = h.workspace_id and o.handover_id = h.handover_id order by o.round desc limit 1), h.created_by) as "offererId"
    from handover h left join process c on c.workspace_id = h.workspace_id and c.process_id = h.process_id
    where h.workspace_id = current_workspace() and h.handover_id = any(${ids}::uuid[])`);
}

export type NoticeRow = {
  notice_id: string;
  kind: string;
  act: boolean;
  at: string;
  actor_id: string | null;
  actor_name: string | null;
  subject_kind: string;
  subject_id: string;
  title: string;
  why: string;
  read: boolean;
  /** `at` to the microsecond, for the cursor: the index that the order comes from has no coarser one. */
  place: string;
  stop: Stop | null;
};

/** A person's notices, newest first; only of what they may still see. */
export async function listNotices(
  tx: Tx,
  personId: string,
  show: "unread" | "all",
  after: readonly string[] | null,
  limit: number,
): Promise<NoticeRow[]> {
  return tx.rows(sql<NoticeRow>`
    select n.notice_id, n.kind, n.act, n.at, n.actor_id, a.name as actor_name, n.subject_kind, n.subject_id, n.title, n.why, n.read_at is not null as read, n.at::text as place, ${stopOf} as stop
    from notice n
    join membership m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
    left join identity.person a on a.id = n.actor_id
    where n.workspace_id = current_workspace() and n.person_id = ${personId}
      ${show === "unread" ? sql`and n.read_at is null` : sql``}
      ${after === null ? sql`` : sql`and (n.at, n.notice_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      and ${seesSubject("m", "n")}
    order by n.at desc, n.notice_id desc limit ${limit}`);
}

export async function countUnread(tx: Tx, personId: string): Promise<{ unread: number; act: number }> {
  const row = await tx.first(sql<{ unread: number; act: number }>`
    select count(*)::int as unread, count(*) filter (where n.act)::int as act
    from notice n join membership m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
    where n.workspace_id = current_workspace() and n.person_id = ${personId} and n.read_at is null and ${seesSubject("m", "n")}`);
  return row ?? { unread: 0, act: 0 };
}

/** Whether there is such a notice of theirs, and whether this changed it. */
export async function markRead(tx: Tx, personId: string, noticeId: string): Promise<{ there: boolean; changed: boolean }> {
  const changed = await tx.change(sql`
    update notice set read_at = now() where workspace_id = current_workspace() and person_id = ${personId} and notice_id = ${noticeId} and read_at is null`);
  if (changed > 0) return { there: true, changed: true };
  const row = await tx.first(
    sql`select 1 from notice where workspace_id = current_workspace() and person_id = ${personId} and notice_id = ${noticeId}`,
  );
  return { there: row !== undefined, changed: false };
}

/** Answers the ids of those that were not read before. */
export async function markInformationRead(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{ notice_id: string }>`
    update notice set read_at = now() where workspace_id = current_workspace() and person_id = ${personId} and not act and read_at is null returning notice_id`);
  return rows.map((row) => row.notice_id);
}
