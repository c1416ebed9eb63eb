import type { AnswerOf, operations } from "@rondo/contract";
import { type ShareRow, spaceRoleOf } from "../access/index.ts";
import type { Actor } from "../http/index.ts";
import { ref } from "../tasks/index.ts";
import type { ProjectRow } from "./store.ts";

export type Project = AnswerOf<typeof operations.getProject>;

export function presentProject(row: ProjectRow, actor: Actor): Project {
  return {
    id: row.project_id,
    name: row.name,
    goal: row.goal,
    endCondition: row.end_condition,
    start: row.start,
    finish: row.finish,
    finishBy: row.finish_by,
    zone: row.zone,
    calendarId: row.calendar_id,
    linkPolicy: row.link_policy,
    ownHours: row.own_hours,
    owner: ref(row.owner_id, row.owner_name),
    everyone: row.everyone,
    mine: spaceRoleOf(actor.role, row),
    columns: row.columns,
    openTasks: row.open_tasks,
    closedTasks: row.closed_tasks,
    completion:
      row.completed_at === null ? null : { by: ref(row.completed_by, row.completer_name), at: row.completed_at, note: row.note ?? "" },
    openedByRun: row.opened_by_run === null || row.run_title === null ? null : { id: row.opened_by_run, title: row.run_title },
    version: row.version,
  };
}

export function presentShare(row: ShareRow): AnswerOf<typeof operations.listProjectShares>["items"][number] {
  return { person: { id: row.person_id, name: row.name ?? "" }, role: row.role };
}
