import type { ApprovalStep, TaskStep } from "../../process/index.ts";
import type { Turn } from "../turn.ts";
import { personFor, type WorkKind } from "./work.ts";

/** Opens a task for whoever has the role. */
export const task: WorkKind<TaskStep> = {
  activate: (turn, step, token) => {
    openTask(turn, step, token, step.role);
    return "waits";
  },
};

/** A task of a step in somebody's hands; `seat` tells those apart who decide about the same. */
export function openTask(turn: Turn, step: TaskStep | ApprovalStep, token: number, role: string | null, seat?: number): void {
  const { now, newId, dueAt } = turn.circumstances;
  const id = newId();
  const person = personFor(turn, role);
  const due = step.due === null ? null : dueAt(step.due, turn.state.startedAt, now);
  turn.record({ type: "step.activated", token, step: step.id, task: id, person, due, ...(seat !== undefined && { seat }) });
  turn.effect({ type: "openTask", task: id, step: step.id, kind: step.kind, title: step.title, role, person, due });
}
