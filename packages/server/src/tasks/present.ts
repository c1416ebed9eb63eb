import type { AnswerOf, operations } from "@rondo/contract";
import type { CommentRow } from "./store/comments.ts";
import type { TaskRow } from "./store/task.ts";
import type { WorkRow } from "./store/work.ts";

export type Task = AnswerOf<typeof operations.getTask>;

export const priorities = ["none", "low", "high", "urgent"] as const;

export function presentTask(row: TaskRow): Task {
  return {
    id: row.task_id,
    home: homeOf(row),
    title: row.title,
    notes: row.notes,
    owner: ref(row.owner_id, row.owner_name),
    team: ref(row.team_id, row.team_name),
    createdBy: ref(row.created_by, row.creator_name),
    createdAt: row.created_at,
    dueAt: row.due_at,
    notBefore: row.not_before,
    priority: priorities[row.priority] ?? "none",
    effortMinutes: row.run_id === null && !row.milestone && row.working_minutes > 0 ? row.working_minutes : null,
    completion: row.completed_at === null ? null : { by: ref(row.completed_by, row.completer_name), at: row.completed_at },
    closedAs: row.closed_as,
    version: row.version,
    plan:
      row.project_id === null
        ? null
        : {
            parentId: row.parent_id,
            position: row.position,
            column: row.board_column,
            milestone: row.milestone,
            workingMinutes: row.working_minutes,
            notBeforeWall: row.not_before_wall,
            deadline: row.deadline_wall,
            planning: row.planning,
          },
    step:
      row.step_id === null || row.step_kind === null
        ? null
        : { stepId: row.step_id, kind: row.step_kind, openQuestion: row.open_question, decision: row.decision, held: row.held },
  };
}

function homeOf(row: TaskRow): Task["home"] {
  if (row.run_id !== null) return { kind: "run", id: row.run_id, title: row.home_title, processId: row.process_id };
  if (row.project_id !== null) return { kind: "project", id: row.project_id, title: row.home_title, processId: null };
  return { kind: "person", id: row.person_id as string, title: row.home_title, processId: null };
}

/** A person or team by id and name; null when there is none. Somebody erased has lost the name, not the place. */
export function ref(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? "" };
}

export function presentClock(
  { name, due, waits, ran, target }: NonNullable<WorkRow["clock"]>,
  now: Date,
): AnswerOf<typeof operations.getMyDay>["items"][number]["clock"] {
  return {
    name,
    dueAt: due === null ? null : new Date(due).toISOString(),
    waitsFor: waits,
    late: ran >= target || (due !== null && due <= now.getTime()),
  };
}

type Comment = AnswerOf<typeof operations.addComment>;

export function presentComment(row: CommentRow): Comment {
  const kinds = [...new Set(row.reactions.map((one) => one.kind))] as Comment["reactions"][number]["kind"][];
  return {
    id: row.comment_id,
    author: ref(row.author_id, row.author_name),
    text: row.text,
    at: row.at,
    editedAt: row.edited_at,
    importedAuthor: row.imported_author,
    reactions: kinds.map((kind) => ({
      kind,
      people: row.reactions.filter((one) => one.kind === kind).map(({ id, name }) => ({ id, name: name ?? "" })),
    })),
  };
}
