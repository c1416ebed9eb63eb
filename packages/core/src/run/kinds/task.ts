import type { ApprovalStep, TaskStep } from "../../process/index.ts";
import { personFor, type WorkKind } from "./work.ts";

/** Opens a task for whoever has the role. */
export const task: WorkKind<TaskStep | ApprovalStep> = {
  activate: (turn, step, token) => {
    const { now, newId, dueAt } = turn.circumstances;
    const id = newId();
    const person = personFor(turn, step.role);
    const due = step.due === null ? null : dueAt(step.due, turn.state.startedAt, now);
    turn.record({ type: "step.activated", token, step: step.id, task: id, person, due });
    turn.effect({
      type: "openTask",
      task: id,
      step: step.id,
      kind: step.kind,
      title: step.title,
      role: step.role,
      person,
      due,
    });
    return "waits";
  },
};
