import { sql } from "kysely";
import type { AnswerOf, operations } from "@rondo/contract";
import type { AdviceWeights, Answers, History } from "@rondo/core/advice";
import type { Weights } from "@rondo/core/sameness";
import type { Tx } from "../database/index.ts";

export type AdviceRow = {
  about: string;
  answers: Answers;
  history: History | null;
  given_by: string | null;
  giver_name: string | null;
  given_at: string;
  /** 0: nobody has answered, and only what an audit found is known. */
  version: number;
  found: Omit<NonNullable<AnswerOf<typeof operations.getProjectAdvice>["found"]>, "at"> | null;
  found_at: string | null;
};

export async function findAdvice(tx: Tx, spaceId: string): Promise<AdviceRow | undefined> {
  return tx.first(sql<AdviceRow>`
    select a.about, a.answers, a.history, a.given_by, b.name as giver_name, a.given_at, a.version, a.found, a.found_at from advice a left join identity.person b on b.id = a.given_by
    where a.workspace_id = current_workspace() and a.space_id = ${spaceId}`);
}

export async function putAdvice(
  tx: Tx,
  spaceId: string,
  advice: { kind: "process" | "project"; about: string; answers: Answers; history: History | null; by: string },
): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    insert into advice (workspace_id, space_id, kind, about, answers, history, given_by)
    values (current_workspace(), ${spaceId}, ${advice.kind}, ${advice.about}, ${JSON.stringify(advice.answers)}::jsonb, ${advice.history === null ? null : JSON.stringify(advice.history)}::jsonb, ${advice.by})
    on conflict (workspace_id, space_id) do update set about = excluded.about, answers = excluded.answers, history = excluded.history, given_by = excluded.given_by, given_at = now(), version = advice.version + 1
    returning version`);
  return row?.version ?? 1;
}

export type LikenessRow = { others: string[]; found_at: string; dismissed_at: string | null; process_id: string | null };

export async function findLikeness(tx: Tx, projectId: string): Promise<LikenessRow | undefined> {
  return tx.first(
    sql<LikenessRow>`select others, found_at, dismissed_at, process_id from likeness where workspace_id = current_workspace() and project_id = ${projectId}`,
  );
}

/** Answers whether it was not known before. */
export async function insertLikeness(tx: Tx, projectId: string, others: readonly string[]): Promise<boolean> {
  return (
    (
      await tx.rows(sql`
    insert into likeness (workspace_id, project_id, others) values (current_workspace(), ${projectId}, ${others}::uuid[])
    on conflict (workspace_id, project_id) do nothing returning project_id`)
    ).length > 0
  );
}

export async function dismiss(tx: Tx, projectId: string, by: string): Promise<void> {
  await tx.change(
    sql`update likeness set dismissed_at = now(), dismissed_by = ${by} where workspace_id = current_workspace() and project_id = ${projectId} and dismissed_at is null`,
  );
}

export async function keepMade(tx: Tx, projectId: string, processId: string): Promise<void> {
  await tx.change(
    sql`update likeness set process_id = ${processId} where workspace_id = current_workspace() and project_id = ${projectId}`,
  );
}

export async function nextVersion(tx: Tx, projectId: string): Promise<number> {
  const row = await tx.first(
    sql<{
      version: number;
    }>`update project set version = version + 1 where workspace_id = current_workspace() and project_id = ${projectId} returning version`,
  );
  return row?.version ?? 0;
}

/** Projects of the last days that nobody was told of yet, with whose they are and what that person is here. */
export async function lately(
  tx: Tx,
  days: number,
): Promise<{ project_id: string; name: string; owner_id: string; role: string; age_hours: number; known: boolean }[]> {
  return tx.rows(sql<{ project_id: string; name: string; owner_id: string; role: string; age_hours: number; known: boolean }>`
    select p.project_id, p.name, p.owner_id, m.role, extract(epoch from now() - p.created_at)::float8 / 3600 as age_hours, l.project_id is not null as known
    from project p
    join membership m on m.workspace_id = p.workspace_id and m.person_id = p.owner_id
    left join likeness l on l.workspace_id = p.workspace_id and l.project_id = p.project_id
    where p.workspace_id = current_workspace() and p.created_at > now() - make_interval(days => ${days})
    order by p.created_at desc limit 100`);
}

export type JudgementRow = { advice: AdviceWeights; audit: Weights; version: number };

export async function findJudgement(tx: Tx): Promise<JudgementRow> {
  return (
    (await tx.first(sql<JudgementRow>`select advice, audit, version from judgement where workspace_id = current_workspace()`)) ?? {
      advice: {},
      audit: {},
      version: 0,
    }
  );
}

export async function putJudgement(
  tx: Tx,
  weights: { advice: Readonly<Record<string, number>>; audit: Readonly<Record<string, number>> },
): Promise<{ id: string; version: number }> {
  return (await tx.first(sql<{ id: string; version: number }>`
    insert into judgement (workspace_id, advice, audit) values (current_workspace(), ${JSON.stringify(weights.advice)}::jsonb, ${JSON.stringify(weights.audit)}::jsonb)
    on conflict (workspace_id) do update set advice = excluded.advice, audit = excluded.audit, version = judgement.version + 1 returning judgement_id as id, version`)) as {
    id: string;
    version: number;
  };
}

export type WorkRow = {
  project_id: string;
  name: string;
  owner: string | null;
  tasks: { title: string; owner: string | null; at: string; done: string | null }[];
};

/** What projects hold, as work to compare. */
export async function workOf(tx: Tx, projectIds: readonly string[]): Promise<WorkRow[]> {
  return tx.rows(sql<WorkRow>`
    select p.project_id, p.name, o.name as owner,
      coalesce((select jsonb_agg(jsonb_build_object('title', t.title, 'owner', b.name, 'at', t.created_at, 'done', c.completed_at) order by t.position, t.created_at)
        from task t
        left join identity.person b on b.id = t.owner_id
        left join completion c on c.workspace_id = t.workspace_id and c.task_id = t.task_id
        where t.workspace_id = p.workspace_id and t.project_id = p.project_id and t.deleted_at is null), '[]') as tasks
    from project p left join identity.person o on o.id = p.owner_id
    where p.workspace_id = current_workspace() and p.project_id = any(${projectIds}::uuid[])`);
}
