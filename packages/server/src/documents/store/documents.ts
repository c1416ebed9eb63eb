import { type RawBuilder, sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import { seesDocument } from "../../access/index.ts";
import type { Tx } from "../../database/index.ts";

export type DocumentRow = {
  document_id: string;
  project_id: string | null;
  process_id: string | null;
  folder_id: string | null;
  title: string;
  template: boolean;
  own_everyone: SpaceRole | null;
  home_title: string | null;
  everyone: SpaceRole | null;
  share: SpaceRole | null;
  created_by: string | null;
  creator_name: string | null;
  created_at: string;
  edited_by: string | null;
  editor_name: string | null;
  edited_at: string;
  quiet_seconds: number;
  seq: number;
  deleted_at: string | null;
  version: number;
};
type Reader = { readonly personId: string; readonly role: string };

/** Every column of a DocumentRow for one reader; `everyone` and `share` are those that count, of its home if it has one. */
function selectDocuments(reader: Reader, rest: RawBuilder<unknown>): RawBuilder<DocumentRow> {
  return sql<DocumentRow>`
    select d.document_id, d.project_id, d.process_id, d.folder_id, d.title, d.template, d.everyone as own_everyone,
      coalesce(p.name, c.name) as home_title,
      case when d.project_id is not null then p.everyone when d.process_id is not null then c.everyone else d.everyone end as everyone, sh.role as share,
      d.created_by, cb.name as creator_name, d.created_at, d.edited_by, eb.name as editor_name, d.edited_at, extract(epoch from now() - d.edited_at)::float8 as quiet_seconds,
      d.seq, d.deleted_at, d.version
    from document d
    left join project p on p.workspace_id = d.workspace_id and p.project_id = d.project_id
    left join process c on c.workspace_id = d.workspace_id and c.process_id = d.process_id
    left join share sh on sh.workspace_id = d.workspace_id and sh.space_id = coalesce(d.project_id, d.process_id, d.document_id) and sh.person_id = ${reader.personId}
    left join identity.person cb on cb.id = d.created_by
    left join identity.person eb on eb.id = d.edited_by
    where d.workspace_id = current_workspace() ${rest}`;
}

export async function findDocument(tx: Tx, reader: Reader, documentId: string): Promise<DocumentRow | undefined> {
  return tx.first(selectDocuments(reader, sql`and d.document_id = ${documentId}`));
}

/** The row's lock is the order of the document's updates. */
export async function lockDocument(tx: Tx, reader: Reader, documentId: string): Promise<DocumentRow | undefined> {
  await tx.change(sql`select from document where workspace_id = current_workspace() and document_id = ${documentId} for update`);
  return findDocument(tx, reader, documentId);
}

export type DocumentFilter = {
  readonly projectId?: string | undefined;
  readonly processId?: string | undefined;
  readonly own: boolean;
  readonly templates: boolean;
  readonly deleted: boolean;
};

/** The last edited first; only what the reader may see. */
export async function listDocuments(
  tx: Tx,
  reader: Reader,
  filter: DocumentFilter,
  after: string[] | null,
  limit: number,
): Promise<DocumentRow[]> {
  return tx.rows(
    selectDocuments(
      reader,
      sql`
    and ${seesDocument(reader.personId, sql`${reader.role}::text`, "d")}
    and (d.deleted_at is not null) = ${filter.deleted}::boolean
    ${filter.deleted ? sql`` : sql`and d.template = ${filter.templates}::boolean`}
    ${filter.projectId === undefined ? sql`` : sql`and d.project_id = ${filter.projectId}`}
    ${filter.processId === undefined ? sql`` : sql`and d.process_id = ${filter.processId}`}
    ${filter.own ? sql`and d.project_id is null and d.process_id is null` : sql``}
    ${after === null ? sql`` : sql`and (date_trunc('milliseconds', d.edited_at), d.document_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', d.edited_at) desc, d.document_id desc limit ${limit}`,
    ),
  );
}

/** All that stand in a project, the first made first. */
export async function standingIn(tx: Tx, projectId: string): Promise<{ document_id: string; folder_id: string | null; title: string }[]> {
  return tx.rows(
    sql<{
      document_id: string;
      folder_id: string | null;
      title: string;
    }>`select document_id, folder_id, title from document where workspace_id = current_workspace() and project_id = ${projectId} and deleted_at is null order by created_at, document_id`,
  );
}

export type NewDocument = {
  id: string;
  projectId: string | null;
  processId: string | null;
  folderId: string | null;
  title: string;
  template: boolean;
  everyone: SpaceRole | null;
  createdBy: string | null;
};

export async function insertDocument(tx: Tx, one: NewDocument): Promise<void> {
  await tx.change(sql`
    insert into document (workspace_id, document_id, project_id, process_id, folder_id, title, template, everyone, created_by, edited_by)
    values (current_workspace(), ${one.id}, ${one.projectId}, ${one.processId}, ${one.folderId}, ${one.title}, ${one.template}, ${one.everyone}, ${one.createdBy}, ${one.createdBy})`);
}

export type DocumentChange = Partial<{
  title: string;
  folder_id: string | null;
  template: boolean;
  everyone: SpaceRole | null;
  deleted_by: string | null;
}>;

/** Writes the columns given and moves the version on; answers the new one. */
export async function updateDocument(tx: Tx, documentId: string, change: DocumentChange): Promise<number> {
  const sets = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const row = await tx.first(sql<{ version: number }>`
    update document set ${sql.join([...sets, sql`version = version + 1`])} where workspace_id = current_workspace() and document_id = ${documentId} returning version`);
  return row?.version ?? 0;
}

export async function setDeleted(tx: Tx, documentId: string, by: string | null, deleted: boolean): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update document set deleted_at = case when ${deleted}::boolean then now() end, deleted_by = ${by}, version = version + 1
    where workspace_id = current_workspace() and document_id = ${documentId} returning version`);
  return row?.version ?? 0;
}
