import type { ApprovalStep, TaskStep } from "../../process/index.ts";
import { dueMoment, follows } from "../due.ts";
import { around } from "../tree.ts";
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
  const { newId, taskOf } = turn.circumstances;
  const id = taskOf?.(step.id) ?? newId();
  const person = personFor(turn, role);
  const due = step.due === null ? null : dueMoment(turn, step.id, step.due, turn.token(token).in);
  const moves = step.due !== null && follows(step.due);
  turn.record({
    type: "step.activated",
    token,
    step: step.id,
    task: id,
    person,
    due,
    ...(moves && { moves: true as const }),
    ...(seat !== undefined && { seat }),
  });
  turn.effect({ type: "openTask", task: id, step: step.id, kind: step.kind, title: titleAt(turn, step.title, token), role, person, due });
  holdToo(turn, id);
}

/** What was done is to be taken back by somebody. */
export function openUndoing(
  turn: Turn,
  { title, role }: NonNullable<TaskStep["undo"]>,
  step: string,
  undoing: string,
  token: number,
): void {
  const task = turn.circumstances.newId();
  const person = personFor(turn, role);
  turn.record({ type: "step.activated", token, step, task, person, due: null, undoing });
  turn.effect({ type: "openTask", task, step, kind: "task", title, role, person, due: null });
  holdToo(turn, task);
}

/** What opens in a run that is on hold is on hold. */
function holdToo(turn: Turn, task: string): void {
  if (turn.state.held !== undefined) turn.effect({ type: "holdTask", task, reason: turn.state.held.reason, shift: 0 });
}

/** Among the items of a for-each the title says which. */
export function titleAt(turn: Turn, title: string, id: number): string {
  const chain = around(turn.state, turn.token(id).in);
  const at = chain.findIndex(({ item }) => item !== undefined);
  const index = chain[at]?.item;
  const item = index === undefined ? undefined : chain[at + 1]?.items?.[index];
  if (item === undefined) return title;
  const words = typeof item === "object" ? Object.values(item).find((cell) => typeof cell === "string" && cell !== "") : item;
  return words === undefined || words === null ? title : `${title}: ${String(words)}`.slice(0, 300);
}
