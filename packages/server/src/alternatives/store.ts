import { sql } from "kysely";
import type { BodyOf, operations } from "@rondo/contract";
import type { Tx } from "../database/index.ts";
import type { EntryRow, LinkRow } from "../plans/index.ts";
import type { TaskChange } from "../tasks/index.ts";

type Said = BodyOf<typeof operations.changeAlternative>;

/** What is assumed in place of what stands in the plan. */
export type Assumed = {
  readonly tasks: NonNullable<Said["tasks"]>;
  readonly linked: NonNullable<Said["linked"]>;
  readonly unlinked: NonNullable<Said["unlinked"]>;
  /** Kept before tasks could be added and left out, it says nothing of them. */
  readonly added?: NonNullable<Said["added"]>;
  readonly leftOut?: NonNullable<Said["leftOut"]>;
  /** Everything comes as early as it may, also what only stands where it was put. */
  readonly pull?: boolean;
};

/** What an adoption took the place of, to give it back. */
export type Adopted = {
  readonly by: string;
  readonly at: string;
  readonly start: string | null;
  readonly tasks: readonly { readonly taskId: string; readonly was: TaskChange; readonly put: TaskChange }[];
  readonly added: readonly string[];
  readonly removed: readonly LinkRow[];
  readonly stood: readonly { readonly taskId: string; readonly start: string; readonly finish: string }[];
  /** Tasks that it made, and those that it threw away (each with what was inside), when, and who was on them. */
  readonly made?: readonly string[];
  readonly thrown?: {
    readonly taskIds: readonly string[];
    readonly at: string;
    readonly people: readonly string[];
    /** Where they stood: when done work began is known from there alone. */
    readonly entries: readonly EntryRow[];
  };
};

export type AlternativeRow = {
  alternative_id: string;
  project_id: string;
  name: string;
  made_by: string | null;
  maker_name: string | null;
  made_at: string;
  start: string | null;
  assumed: Assumed;
  adopted: Adopted | null;
  adopter_name: string | null;
  version: number;
};

const columns = sql`a.alternative_id, a.project_id, a.name, a.made_by, (select name from identity.person where id = a.made_by) as maker_name, a.made_at, a.start, a.assumed, a.adopted,
  (select name from identity.person where id = (a.adopted ->> 'by')::uuid) as adopter_name, a.version`;

export async function alternativesOf(tx: Tx, projectId: string): Promise<AlternativeRow[]> {
  return tx.rows(
    sql<AlternativeRow>`select ${columns} from alternative a where a.workspace_id = current_workspace() and a.project_id = ${projectId} order by a.made_at, a.alternative_id`,
  );
}

export async function findAlternative(tx: Tx, projectId: string, alternativeId: string): Promise<AlternativeRow | undefined> {
  return tx.first(sql<AlternativeRow>`
    select ${columns} from alternative a where a.workspace_id = current_workspace() and a.project_id = ${projectId} and a.alternative_id = ${alternativeId}`);
}

export async function insertAlternative(
  tx: Tx,
  row: { id: string; projectId: string; name: string; by: string; start: string | null; assumed: Assumed },
): Promise<void> {
  await tx.change(sql`
    insert into alternative (workspace_id, alternative_id, project_id, name, made_by, start, assumed)
    values (current_workspace(), ${row.id}, ${row.projectId}, ${row.name}, ${row.by}, ${row.start}, ${JSON.stringify(row.assumed)}::jsonb)`);
}

/** Writes all that is said of it and moves the version on; answers the new one. */
export async function saveAlternative(
  tx: Tx,
  alternativeId: string,
  said: Pick<AlternativeRow, "name" | "start" | "assumed" | "adopted">,
): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update alternative set name = ${said.name}, start = ${said.start}, assumed = ${JSON.stringify(said.assumed)}::jsonb,
      adopted = ${said.adopted === null ? null : JSON.stringify(said.adopted)}::jsonb, version = version + 1
    where workspace_id = current_workspace() and alternative_id = ${alternativeId} returning version`);
  return row?.version ?? 1;
}

export async function deleteAlternative(tx: Tx, alternativeId: string): Promise<void> {
  await tx.change(sql`delete from alternative where workspace_id = current_workspace() and alternative_id = ${alternativeId}`);
}
