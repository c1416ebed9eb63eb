import { sql } from "kysely";
import type { Definition } from "@rondo/core/process";
import type { Tx } from "../database/index.ts";

export type FormRow = {
  process_id: string;
  name: string;
  published: number;
  intake_title: string;
  intake_note: string;
  organisation: string;
  definition: Definition;
};

export async function findForm(tx: Tx, intakeId: string): Promise<FormRow | undefined> {
  return tx.first(sql<FormRow>`
    select p.process_id, p.name, p.published, p.intake_title, p.intake_note, w.name as organisation, v.definition
    from process p
    join workspace w on w.workspace_id = p.workspace_id
    join revision v on v.workspace_id = p.workspace_id and v.process_id = p.process_id and v.number = p.published
    where p.workspace_id = current_workspace() and p.intake_id = ${intakeId} and p.retired_at is null`);
}
