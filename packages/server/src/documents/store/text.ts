import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

/** What it says, and the words by which it is found. */
export async function writeText(tx: Tx, documentId: string, text: string, words: readonly string[]): Promise<void> {
  await tx.change(sql`update document set markdown = ${text} where workspace_id = current_workspace() and document_id = ${documentId}`);
  await tx.change(
    sql`delete from document_word where workspace_id = current_workspace() and document_id = ${documentId} and word <> all(${words}::text[])`,
  );
  await tx.change(sql`
    insert into document_word (workspace_id, word, document_id) select current_workspace(), word, ${documentId}::uuid from unnest(${words}::text[]) as word
    on conflict do nothing`);
}

/** The words of a text as search has them. */
export async function wordsOf(tx: Tx, text: string): Promise<string[]> {
  const row = await tx.first(
    sql<{
      words: string[];
    }>`select coalesce(array_agg(distinct word), '{}') as words from regexp_split_to_table(search_form(${text}), ' ') as word where length(word) between 2 and 60`,
  );
  return row?.words ?? [];
}

export async function lockText(
  tx: Tx,
  documentId: string,
): Promise<{ title: string; markdown: string; edited_by: string | null } | undefined> {
  return tx.first(
    sql<{
      title: string;
      markdown: string;
      edited_by: string | null;
    }>`select title, markdown, edited_by from document where workspace_id = current_workspace() and document_id = ${documentId} for update`,
  );
}
