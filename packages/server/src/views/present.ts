import type { AnswerOf, operations } from "@rondo/contract";
import { may } from "@rondo/core/access";
import { rowPriorities } from "@rondo/core/view";
import { spaceRoleOf } from "../access/index.ts";
import type { Actor } from "../http/index.ts";
import type { RowOf } from "./store/rows.ts";
import type { ViewRow } from "./store/views.ts";

export type Row = AnswerOf<typeof operations.listRows>["items"][number];
export type View = AnswerOf<typeof operations.getView>;

/** Nothing is left out but what there is nothing of. */
export function presentRow(actor: Actor, row: RowOf): Row {
  const standing = {
    workspace: actor.role,
    space: row.place === null && row.share === null && row.kind === "task" ? null : spaceRoleOf(actor.role, row),
    holder: row.holder,
    own: row.own,
  };
  const mayChange = may(row.kind === "task" ? "task.change" : row.kind === "run" ? "run.control" : "project.manage", standing);
  const shown: Row = { kind: row.kind, id: row.id, title: row.title, version: row.version, state: row.state, created: row.created };
  if (row.owner !== null) shown.owner = row.owner;
  if (row.creator !== null) shown.creator = row.creator;
  if (row.team !== null) shown.team = row.team;
  if (row.place !== null) shown.place = row.place;
  if (row.run !== null) shown.run = row.run;
  if (row.step !== null) shown.step = row.step;
  if (row.column !== null) shown.column = row.column;
  if (row.role !== null) shown.role = row.role;
  if (row.skill !== null) shown.skill = row.skill;
  if (row.priority > 0) shown.priority = rowPriorities[row.priority] ?? "none";
  if (row.due !== null) shown.due = row.due;
  if (row.due_at !== null) shown.dueAt = row.due_at;
  if (row.start !== null) shown.start = row.start;
  if (row.finish !== null) shown.finish = row.finish;
  if (row.postponed !== null) shown.postponed = row.postponed;
  if (row.closed !== null) shown.closed = row.closed;
  if (row.effort !== null) shown.effort = row.effort;
  if (row.spent !== null) shown.spent = row.spent;
  if (row.critical) shown.critical = true;
  if (row.milestone) shown.milestone = true;
  if (row.approval) shown.approval = true;
  if (Object.keys(row.fields).length > 0) shown.fields = row.fields;
  if (!mayChange) shown.locked = true;
  return shown;
}

export function presentView(me: string, row: ViewRow): View {
  return {
    id: row.view_id,
    name: row.name,
    owner: { id: row.owner_id, name: row.owner_name ?? "" },
    shared: row.shared,
    mine: row.owner_id === me,
    pinned: row.pinned,
    definition: row.definition,
    version: row.version,
  };
}
