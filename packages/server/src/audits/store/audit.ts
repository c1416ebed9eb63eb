import { type RawBuilder, sql } from "kysely";
import type { Audit, Weights } from "@rondo/core/sameness";
import { seesSpace } from "../../access/index.ts";
import type { Tx } from "../../database/index.ts";

export type Made = { readonly kind: "process" | "project"; readonly id: string; readonly name: string };
export type Refused = { readonly code: string; readonly title: string; readonly next: string };
export type LogSize = { readonly cases: number; readonly events: number };
export type Figures = Readonly<
  Record<string, { readonly frequency: number | null; readonly impact: number | null; readonly confidence?: number | null }>
>;

export type AuditRow = {
  survey_id: string;
  name: string;
  made_by: string | null;
  maker_name: string | null;
  made_at: string;
  shared: boolean;
  version: number;
  compared_at: string | null;
  result: Audit;
  figures: Figures;
  adopted: Readonly<Record<string, Made>>;
  files: number;
  unread: number;
  comparing: boolean;
  failed: Refused | null;
};

function selectAudits(rest: RawBuilder<unknown>): RawBuilder<AuditRow> {
  return sql<AuditRow>`
    select s.survey_id, s.name, s.made_by, p.name as maker_name, s.made_at, s.shared, s.version, s.compared_at, s.result, s.figures, s.adopted,
      (s.wanted_at is not null or s.in_hand is not null) as comparing, s.failed, f.files, f.unread
    from survey s cross join lateral (
      select count(*)::int as files, (count(*) filter (where f.state in ('waiting', 'reading')))::int as unread from survey_file f where f.workspace_id = s.workspace_id and f.survey_id = s.survey_id) f
    left join identity.person p on p.id = s.made_by
    where s.workspace_id = current_workspace() ${rest}`;
}

export async function findAudit(tx: Tx, auditId: string): Promise<AuditRow | undefined> {
  return tx.first(selectAudits(sql`and s.survey_id = ${auditId}`));
}

/** Holds the audit until the transaction ends, so that files are numbered one after the other. */
export async function lockAudit(tx: Tx, auditId: string): Promise<void> {
  await tx.first(sql`select 1 from survey where workspace_id = current_workspace() and survey_id = ${auditId} for no key update`);
}

/** Those that a person made and those that are shared; with null, all. The newest hundred. */
export async function listAudits(tx: Tx, personId: string | null): Promise<AuditRow[]> {
  return tx.rows(
    selectAudits(
      sql`${personId === null ? sql`` : sql`and (s.made_by = ${personId} or s.shared)`} order by s.made_at desc, s.survey_id desc limit 100`,
    ),
  );
}

export async function insertAudit(tx: Tx, audit: { id: string; name: string; by: string }): Promise<void> {
  await tx.change(
    sql`insert into survey (workspace_id, survey_id, name, made_by) values (current_workspace(), ${audit.id}, ${audit.name}, ${audit.by})`,
  );
}

export async function updateAudit(
  tx: Tx,
  auditId: string,
  change: { name?: string | undefined; shared?: boolean | undefined; figures?: Figures | undefined },
): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update survey set name = coalesce(${change.name ?? null}, name), shared = coalesce(${change.shared ?? null}::boolean, shared),
      figures = figures || ${JSON.stringify(change.figures ?? {})}::jsonb, version = version + 1
    where workspace_id = current_workspace() and survey_id = ${auditId} returning version`);
  return row?.version ?? 0;
}

/** What was found the last time, and what people made of it. */
export async function auditAsKept(tx: Tx, auditId: string): Promise<Pick<AuditRow, "result" | "figures" | "adopted"> | undefined> {
  return tx.first(
    sql<
      Pick<AuditRow, "result" | "figures" | "adopted">
    >`select result, figures, adopted from survey where workspace_id = current_workspace() and survey_id = ${auditId}`,
  );
}

export async function keepAdoption(tx: Tx, auditId: string, key: string, made: Made): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update survey set adopted = adopted || ${JSON.stringify({ [key]: made })}::jsonb, version = version + 1
    where workspace_id = current_workspace() and survey_id = ${auditId} returning version`);
  return row?.version ?? 0;
}

export async function deleteAudit(tx: Tx, auditId: string): Promise<void> {
  await tx.change(sql`delete from survey_file where workspace_id = current_workspace() and survey_id = ${auditId}`);
  await tx.change(sql`delete from survey where workspace_id = current_workspace() and survey_id = ${auditId}`);
}

export type PrecedentRow = {
  kind: "process" | "project";
  id: string;
  name: string;
  at: string;
  steps: string[];
  times: number;
  /** A process of which runs can be started. */
  startable: boolean;
};

/**
 * Projects and processes that the reader may see, the newest 500 of each, with the titles of what is in them; of a process,
 * how often it was run (no more than a thousand are counted) and since when.
 */
export async function listPrecedents(tx: Tx, reader: { personId: string; role: string }): Promise<PrecedentRow[]> {
  return tx.rows(sql<PrecedentRow>`
    (select 'project' as kind, p.project_id as id, p.name, p.created_at as at,
      array(select t.title from task t where t.workspace_id = p.workspace_id and t.project_id = p.project_id and t.deleted_at is null order by t.created_at, t.task_id limit 80) as steps, 1 as times, false as startable
    from project p where p.workspace_id = current_workspace() and ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.project_id" })}
    order by p.created_at desc limit 500)
    union all
    (select 'process', c.process_id, c.name, coalesce(r.since, c.created_at),
      array(select s ->> 'title' from jsonb_array_elements(c.draft -> 'steps') s limit 80), r.times, c.published is not null and c.retired_at is null and not c.is_block
    from process c cross join lateral (
      select count(*)::int as times, min(started_at) as since from (
        select started_at from run where run.workspace_id = c.workspace_id and run.process_id = c.process_id and status <> 'cancelled'
        order by started_at limit 1000) first) r
    where c.workspace_id = current_workspace() and ${seesSpace(reader.personId, reader.role, { everyone: "c.everyone", id: "c.process_id" })}
    order by c.created_at desc limit 500)`);
}

/** What the workspace put in the place of the published weights. */
export async function weightsOfAudits(tx: Tx): Promise<Weights> {
  return (await tx.first(sql<{ audit: Weights }>`select audit from judgement where workspace_id = current_workspace()`))?.audit ?? {};
}
