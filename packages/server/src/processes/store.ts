import { type RawBuilder, sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import type { CalendarDefinition } from "@rondo/core/calendar";
import type { Definition } from "@rondo/core/process";
import type { ProcessSource } from "@rondo/formats/draft";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import type { FillingRow } from "../runs/index.ts";

export type ProcessRow = {
  process_id: string;
  name: string;
  owner_id: string | null;
  owner_name: string | null;
  everyone: SpaceRole | null;
  share: SpaceRole | null;
  calendar_id: string | null;
  week: CalendarDefinition["week"] | null;
  zone: string;
  fillings: FillingRow[];
  draft_version: number;
  draft_changed: boolean;
  published: number | null;
  published_at: string | null;
  publisher_id: string | null;
  publisher_name: string | null;
  sort_name: string;
  intake_id: string | null;
  intake_title: string | null;
  intake_note: string | null;
  retired_at: string | null;
  open_runs: string;
  older_runs: string;
  pilot_id: string | null;
  pilot_revision: number | null;
  pilot_team: string | null;
  pilot_team_name: string | null;
  pilot_share: number | null;
  pilot_at: string | null;
  pilot_by: string | null;
  pilot_by_name: string | null;
  pilot_open: string;
  pilot_ended: string;
  approver_id: string | null;
  approver_name: string | null;
  submission_id: string | null;
  submission_version: number | null;
  submission_note: string | null;
  submission_by: string | null;
  submission_by_name: string | null;
  submission_at: string | null;
  submission_verdict: "approved" | "returned" | "withdrawn" | null;
  submission_word: string | null;
  submission_decided_by: string | null;
  submission_decider: string | null;
  submission_decided_at: string | null;
  is_block: boolean;
  review_months: number | null;
  review_due_at: string | null;
  review_overdue: boolean;
  confirmed_at: string | null;
  confirmed_by: string | null;
  confirmer_name: string | null;
  confirmed_revision: number | null;
  asks_rating: boolean;
  purpose: string;
  version: number;
  created_at: string;
};

function selectProcesses(me: string, rest: RawBuilder<unknown>): RawBuilder<ProcessRow> {
  return sql<ProcessRow>`
    select p.process_id, p.name, lower(p.name) collate "C" as sort_name, p.owner_id, o.name as owner_name, p.everyone, sh.role as share, p.calendar_id, ca.week, w.zone, p.fillings, p.draft_version, p.draft_changed, p.published, v.published_at, v.published_by as publisher_id,
      b.name as publisher_name, p.intake_id, p.intake_title, p.intake_note, p.retired_at,
      (select count(*) from run r where r.workspace_id = p.workspace_id and r.process_id = p.process_id and r.status = 'running') as open_runs,
      (select count(*) from run r where r.workspace_id = p.workspace_id and r.process_id = p.process_id and r.status = 'running' and r.revision <> p.published and r.revision is distinct from pi.revision) as older_runs,
      pi.pilot_id, pi.revision as pilot_revision, pi.team_id as pilot_team, pt.name as pilot_team_name, pi.share as pilot_share, pi.begun_at as pilot_at, pi.begun_by as pilot_by, pb.name as pilot_by_name,
      (select count(*) from run r where r.workspace_id = pi.workspace_id and r.process_id = pi.process_id and r.revision = pi.revision and r.status = 'running') as pilot_open,
      (select count(*) from run r where r.workspace_id = pi.workspace_id and r.process_id = pi.process_id and r.revision = pi.revision and r.status <> 'running') as pilot_ended,
      p.approver_id, ap.name as approver_name, su.submission_id, su.draft_version as submission_version, su.note as submission_note, su.made_by as submission_by, sm.name as submission_by_name, su.made_at as submission_at,
      su.verdict as submission_verdict, su.word as submission_word, su.decided_by as submission_decided_by, sd.name as submission_decider, su.decided_at as submission_decided_at,
      p.is_block, p.review_months, p.review_due_at, coalesce(p.review_due_at <= now() and p.published is not null and p.retired_at is null, false) as review_overdue, co.confirmed_at, co.confirmed_by, cp.name as confirmer_name, co.revision as confirmed_revision,
      p.asks_rating, coalesce(p.draft ->> 'purpose', '') as purpose, p.version, p.created_at
    from process p
    join workspace w on w.workspace_id = p.workspace_id
    left join calendar ca on ca.workspace_id = p.workspace_id and ca.calendar_id = coalesce(p.calendar_id, w.calendar_id)
    left join share sh on sh.workspace_id = p.workspace_id and sh.space_id = p.process_id and sh.person_id = ${me}
    left join revision v on v.workspace_id = p.workspace_id and v.process_id = p.process_id and v.number = p.published
    left join pilot pi on pi.workspace_id = p.workspace_id and pi.process_id = p.process_id and pi.ended_at is null
    left join team pt on pt.workspace_id = pi.workspace_id and pt.team_id = pi.team_id
    left join identity.person pb on pb.id = pi.begun_by
    left join identity.person o on o.id = p.owner_id
    left join identity.person b on b.id = v.published_by
    left join identity.person ap on ap.id = p.approver_id
    left join lateral (select * from submission s where s.workspace_id = p.workspace_id and s.process_id = p.process_id and s.verdict is distinct from 'withdrawn' order by s.made_at desc limit 1) su on p.approver_id is not null
    left join identity.person sm on sm.id = su.made_by
    left join identity.person sd on sd.id = su.decided_by
    left join lateral (select * from confirmation c where c.workspace_id = p.workspace_id and c.process_id = p.process_id order by c.confirmed_at desc limit 1) co on true
    left join identity.person cp on cp.id = co.confirmed_by
    where p.workspace_id = current_workspace() ${rest}`;
}

export async function findProcess(tx: Tx, me: string, processId: string): Promise<ProcessRow | undefined> {
  return tx.first(selectProcesses(me, sql`and p.process_id = ${processId}`));
}

export async function listProcesses(
  tx: Tx,
  actor: { personId: string; role: string },
  { retired, blocks }: { retired: boolean; blocks: boolean },
  after: string[] | null,
  limit: number,
): Promise<ProcessRow[]> {
  return tx.rows(
    selectProcesses(
      actor.personId,
      sql`
    and ${seesSpace(actor.personId, actor.role, { everyone: "p.everyone", id: "p.process_id" })}
    and (p.retired_at is not null) = ${retired} and p.is_block = ${blocks}
    ${after === null ? sql`` : sql`and (lower(p.name) collate "C", p.process_id) > (${after[0]}, ${after[1]}::uuid)`}
    order by lower(p.name) collate "C", p.process_id limit ${limit}`,
    ),
  );
}

/** Of each of these processes, how many open runs can't go on by themselves, and how many have work past its time. */
export async function healthOf(tx: Tx, processIds: readonly string[]): Promise<{ process_id: string; stuck: number; late: number }[]> {
  return tx.rows(sql<{ process_id: string; stuck: number; late: number }>`
    select r.process_id, count(*) filter (where jsonb_path_exists(r.state, '$.tokens[*].incident'))::int as stuck,
      count(*) filter (where exists (select from task t where t.workspace_id = r.workspace_id and t.run_id = r.run_id and t.closed_at is null and t.due_at < now()))::int as late
    from run r where r.workspace_id = current_workspace() and r.status = 'running' and r.process_id = any(${processIds}::uuid[]) group by r.process_id`);
}

export async function lockProcess(
  tx: Tx,
  processId: string,
): Promise<{ version: number; draft_version: number; published: number | null; retired_at: string | null } | undefined> {
  return tx.first(sql<{ version: number; draft_version: number; published: number | null; retired_at: string | null }>`
    select version, draft_version, published, retired_at from process where workspace_id = current_workspace() and process_id = ${processId} for no key update`);
}

export async function insertProcess(
  tx: Tx,
  process: { id: string; name: string; ownerId: string; everyone: SpaceRole | null; draft: Definition; block: boolean },
): Promise<void> {
  await tx.change(sql`
    insert into process (workspace_id, process_id, name, owner_id, everyone, draft, is_block)
    values (current_workspace(), ${process.id}, ${process.name}, ${process.ownerId}, ${process.everyone}, ${JSON.stringify(process.draft)}::jsonb, ${process.block})`);
}

/** The foreign file that a process came from. */
export async function insertSource(tx: Tx, processId: string, { format, element, text }: ProcessSource): Promise<void> {
  await tx.change(sql`
    insert into process_source (workspace_id, process_id, format, element, text)
    values (current_workspace(), ${processId}, ${format}, ${element}, ${text})`);
}

export async function findSource(tx: Tx, processId: string): Promise<ProcessSource | undefined> {
  return tx.first(
    sql<ProcessSource>`select format, element, text from process_source where workspace_id = current_workspace() and process_id = ${processId}`,
  );
}

export type ProcessChange = Partial<{
  name: string;
  owner_id: string | null;
  everyone: SpaceRole | null;
  calendar_id: string | null;
  fillings: string;
  retired_at: string | null;
  intake_id: string | null;
  intake_title: string | null;
  intake_note: string | null;
  published: number;
  draft_changed: boolean;
  approver_id: string | null;
  review_months: number | null;
  asks_rating: boolean;
}>;

export async function updateProcess(tx: Tx, processId: string, change: ProcessChange): Promise<number> {
  const sets = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => (column === "fillings" ? sql`fillings = ${value}::jsonb` : sql`${sql.ref(column)} = ${value}`));
  return (
    (
      await tx.first(
        sql<{
          version: number;
        }>`update process set ${sql.join([...sets, sql`version = version + 1`])} where workspace_id = current_workspace() and process_id = ${processId} returning version`,
      )
    )?.version ?? 0
  );
}

export async function readDraft(tx: Tx, processId: string): Promise<{ draft: Definition; draft_version: number } | undefined> {
  return tx.first(
    sql<{
      draft: Definition;
      draft_version: number;
    }>`select draft, draft_version from process where workspace_id = current_workspace() and process_id = ${processId}`,
  );
}

/** Saves the draft and whether it now says something else than the published revision. */
export async function saveDraft(tx: Tx, processId: string, draft: Definition): Promise<{ draft_version: number; version: number }> {
  const row = await tx.first(sql<{ draft_version: number; version: number }>`
    update process p set draft = ${JSON.stringify(draft)}::jsonb, draft_version = draft_version + 1, version = version + 1,
      draft_changed = not exists (select 1 from revision v where v.workspace_id = p.workspace_id and v.process_id = p.process_id and v.number = p.published and v.definition = ${JSON.stringify(draft)}::jsonb)
    where workspace_id = current_workspace() and process_id = ${processId} returning draft_version, version`);
  return row as { draft_version: number; version: number };
}

export async function insertRevision(
  tx: Tx,
  processId: string,
  revision: { number: number; definition: Definition; note: string; by: string },
): Promise<{ published_at: string }> {
  const row = await tx.first(sql<{ published_at: string }>`
    insert into revision (workspace_id, process_id, number, definition, note, published_by)
    values (current_workspace(), ${processId}, ${revision.number}, ${JSON.stringify(revision.definition)}::jsonb, ${revision.note}, ${revision.by}) returning published_at`);
  return row as { published_at: string };
}

export type RevisionRow = {
  number: number;
  published_at: string;
  published_by: string | null;
  publisher_name: string | null;
  note: string;
  open_runs: string;
};

export async function listRevisions(tx: Tx, processId: string): Promise<RevisionRow[]> {
  return tx.rows(sql<RevisionRow>`
    select v.number, v.published_at, v.published_by, b.name as publisher_name, v.note,
      (select count(*) from run r where r.workspace_id = v.workspace_id and r.process_id = v.process_id and r.revision = v.number and r.status = 'running') as open_runs from revision v left join identity.person b on b.id = v.published_by
    where v.workspace_id = current_workspace() and v.process_id = ${processId} order by v.number desc`);
}

export async function findRevision(
  tx: Tx,
  processId: string,
  number: number,
): Promise<(RevisionRow & { definition: Definition }) | undefined> {
  return tx.first(sql<RevisionRow & { definition: Definition }>`
    select v.number, v.published_at, v.published_by, b.name as publisher_name, v.note,
      (select count(*) from run r where r.workspace_id = v.workspace_id and r.process_id = v.process_id and r.revision = v.number and r.status = 'running') as open_runs, v.definition from revision v left join identity.person b on b.id = v.published_by
    where v.workspace_id = current_workspace() and v.process_id = ${processId} and v.number = ${number}`);
}

export async function hasRevision(tx: Tx, processId: string, number: number): Promise<boolean> {
  return (
    (await tx.first(
      sql`select 1 from revision where workspace_id = current_workspace() and process_id = ${processId} and number = ${number}`,
    )) !== undefined
  );
}

/** One more than the newest there is: a pilot that was withdrawn keeps its number. */
export async function nextNumber(tx: Tx, processId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{
          next: number;
        }>`select coalesce(max(number), 0) + 1 as next from revision where workspace_id = current_workspace() and process_id = ${processId}`,
      )
    )?.next ?? 1
  );
}

export async function insertPilot(
  tx: Tx,
  pilot: { id: string; processId: string; revision: number; teamId: string | null; share: number | null; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into pilot (workspace_id, pilot_id, process_id, revision, team_id, share, begun_by)
    values (current_workspace(), ${pilot.id}, ${pilot.processId}, ${pilot.revision}, ${pilot.teamId}, ${pilot.share}, ${pilot.by})`);
}

export async function endPilot(tx: Tx, pilotId: string, as: "promoted" | "withdrawn", by: string): Promise<void> {
  await tx.change(
    sql`update pilot set ended_at = now(), ended_as = ${as}, ended_by = ${by} where workspace_id = current_workspace() and pilot_id = ${pilotId}`,
  );
}

/** Whether the draft says something else than what new runs get, after that has changed. */
export async function compareDraft(tx: Tx, processId: string): Promise<void> {
  await tx.change(sql`
    update process p set draft_changed = not exists (select 1 from revision v where v.workspace_id = p.workspace_id and v.process_id = p.process_id and v.number = p.published and v.definition = p.draft)
    where p.workspace_id = current_workspace() and p.process_id = ${processId}`);
}

/** When the procedure is to be looked at again, counted from now. */
export async function updateReview(tx: Tx, processId: string, months: number | null): Promise<string | null> {
  const row = await tx.first(sql<{ due: string | null }>`
    update process set review_due_at = ${months === null ? sql`null` : sql`now() + make_interval(months => ${months})`}
    where workspace_id = current_workspace() and process_id = ${processId} returning review_due_at as due`);
  return row?.due ?? null;
}
