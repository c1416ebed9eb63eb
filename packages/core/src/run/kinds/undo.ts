import { words } from "../../kernel/index.ts";
import { definitionLimits, type UndoStep } from "../../process/index.ts";
import { start } from "./action.ts";
import { openUndoing } from "./task.ts";
import { nextUndoable } from "../recall.ts";
import { reckon } from "../reckon.ts";
import { answerOf } from "../values.ts";
import type { Answers } from "../state.ts";
import { isLocked, undoLock } from "../tree.ts";
import type { WorkKind } from "./work.ts";

/**
 * Takes back what was done, the latest first, one after another, in an item of a for-each nothing of the other items; goes on
 * when nothing is left to take back. What another is taking back it waits for: nothing is taken back twice, and nothing
 * before what came after it.
 */
export const undo: WorkKind<UndoStep> = {
  activate: (turn, step, token) => {
    for (let n = 0; n < definitionLimits.items; n += 1) {
      const done = nextUndoable(turn.graph, turn.state, step.of, turn.token(token).in);
      if (done === undefined) return "passes";
      const lock = undoLock(done.step);
      if (isLocked(turn.state, lock)) {
        turn.record({ type: "turn.awaited", step: step.id, token, node: turn.node(step.id).id, lock });
        return "waits";
      }
      const action = turn.graph.steps.get(done.step);
      if ((action?.kind === "task" || action?.kind === "group") && action.undo !== undefined) {
        openUndoing(turn, action.undo, step.id, action.id, token);
        return "waits";
      }
      if (action?.kind !== "action" || action.undo === null)
        return {
          code: "run.undoGone",
          ...words`"${action?.title ?? done.gone ?? done.step}" does not say any more how to take it back. Take it back by hand and skip this.`,
        };
      turn.recalled = done.data ?? {};
      if (action.undo.do !== "set") {
        const outcome = start(turn, action, action.undo, token, turn.token(token).in, step);
        turn.recalled = {};
        return outcome;
      }
      const answers: Record<string, Answers[string]> = {};
      for (const { key, value } of action.undo.values) answers[key] = answerOf(reckon(turn, action, value, turn.token(token).in).value);
      turn.recalled = {};
      turn.record({ type: "data.set", step: step.id, token, answers, undone: done.step });
    }
    return "passes";
  },
};
