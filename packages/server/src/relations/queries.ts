import type { AnswerOf, operations } from "@rondo/contract";
import { may } from "@rondo/core/access";
import type { WorkspaceCall } from "../http/index.ts";
import { allowed, findTask, presentTask, standingOf } from "../tasks/index.ts";
import { type RelationRow, appearancesOf, relationsOf } from "./store.ts";

type Kind = AnswerOf<typeof operations.listRelations>["items"][number]["kind"];

export async function listRelations({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listRelations>): Promise<AnswerOf<typeof operations.listRelations>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  const items: AnswerOf<typeof operations.listRelations>["items"] = [];
  for (const row of await relationsOf(tx, task.task_id)) {
    const other = await findTask(tx, actor.personId, row.from_id === task.task_id ? row.to_id : row.from_id);
    if (other === undefined || other.deleted_at !== null || !may("task.read", standingOf(actor, other))) continue;
    const { id, title, home } = presentTask(other);
    items.push({ kind: seenFrom(task.task_id, row), task: { id, title, home, closed: other.closed_at !== null } });
  }
  return { items };
}

function seenFrom(taskId: string, { kind, from_id }: RelationRow): Kind {
  if (kind === "relates") return "relates";
  if (from_id === taskId) return kind;
  return kind === "blocks" ? "blockedBy" : "duplicatedBy";
}

export async function listAppearances({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listAppearances>): Promise<AnswerOf<typeof operations.listAppearances>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  return { items: (await appearancesOf(tx, actor, task.task_id)).map(({ project_id, name }) => ({ project: { id: project_id, name } })) };
}
