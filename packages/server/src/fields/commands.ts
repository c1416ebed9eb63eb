import type { operations } from "@rondo/contract";
import { may } from "@rondo/core/access";
import { mustMayIn } from "../access/index.ts";
import { type WorkspaceCall, mustMatch, refuse } from "../http/index.ts";
import { type CustomFieldShown, presentField } from "./present.ts";
import { type FieldRow, countFields, insertField, lockField, updateField } from "./store.ts";

/** More in one place is a table of its own. */
const limit = 50;

type Call = Pick<WorkspaceCall<typeof operations.createCustomField>, "tx" | "actor" | "append">;

export async function createCustomField(call: WorkspaceCall<typeof operations.createCustomField>): Promise<CustomFieldShown> {
  const { body, tx } = call;
  if (body.projectId !== null && body.processId !== null)
    refuse("invalid_request", { problems: "a field is a project's or a process's, or the workspace's" });
  const row: FieldRow = {
    field_id: call.newId(),
    name: body.name,
    type: body.type,
    choices: choicesOf(body.type, body.choices),
    project_id: body.projectId,
    process_id: body.processId,
    version: 1,
    deleted: false,
  };
  await mustMayShape(call, row);
  if ((await countFields(tx, row.project_id ?? row.process_id)) >= limit) refuse("too_many_custom_fields", { limit });
  await insertField(tx, row, call.actor.personId);
  await append(call, "field.created", row);
  return presentField(row);
}

export async function changeCustomField(call: WorkspaceCall<typeof operations.changeCustomField>): Promise<CustomFieldShown> {
  const before = await lockedField(call, call.params.f);
  if (before.deleted) refuse("custom_field_not_found");
  mustMatch(call.expected, before.version, presentField(before));
  const row = await updateField(call.tx, {
    ...before,
    name: call.body.name ?? before.name,
    choices: call.body.choices === undefined ? before.choices : choicesOf(before.type, call.body.choices),
  });
  await append(call, "field.changed", row);
  return presentField(row);
}

export async function deleteCustomField(call: WorkspaceCall<typeof operations.deleteCustomField>): Promise<undefined> {
  await setDeleted(call, call.params.f, true);
}

export async function restoreCustomField(call: WorkspaceCall<typeof operations.restoreCustomField>): Promise<CustomFieldShown> {
  return presentField(await setDeleted(call, call.params.f, false));
}

async function setDeleted(call: Call, fieldId: string, deleted: boolean): Promise<FieldRow> {
  const before = await lockedField(call, fieldId);
  if (before.deleted === deleted) return before; // again: it is as asked
  const row = await updateField(call.tx, { ...before, deleted });
  await append(call, deleted ? "field.deleted" : "field.restored", row);
  return row;
}

async function lockedField(call: Call, fieldId: string): Promise<FieldRow> {
  const row = await lockField(call.tx, fieldId);
  if (row === undefined) refuse("custom_field_not_found");
  await mustMayShape(call, row);
  return row;
}

/** Whoever may change a project or process gives it fields; those of the workspace are an admin's. */
async function mustMayShape({ tx, actor }: Call, row: FieldRow): Promise<void> {
  if (row.project_id !== null) await mustMayIn(tx, actor, "project", row.project_id, "project.change");
  else if (row.process_id !== null) await mustMayIn(tx, actor, "process", row.process_id, "process.change");
  else if (!may("workspace.change", { workspace: actor.role })) refuse("forbidden", { who: "an admin", role: "admin" });
}

function choicesOf(type: FieldRow["type"], choices: readonly string[]): string[] {
  if (type !== "choice") return [];
  if (choices.length === 0)
    refuse("invalid_request", {
      problems: "choices: a field to choose in needs something to choose",
      fields: [{ path: "choices", problem: "empty" }],
    });
  return [...choices];
}

async function append(call: Call, name: string, row: FieldRow): Promise<void> {
  const home =
    row.project_id !== null
      ? { homeKind: "project" as const, homeId: row.project_id }
      : row.process_id !== null
        ? { homeKind: "process" as const, homeId: row.process_id }
        : { homeKind: "workspace" as const, homeId: call.actor.workspaceId };
  await call.append({ name, subjectKind: "field", subjectId: row.field_id, version: row.version, ...home, data: { field: row.name } });
}
