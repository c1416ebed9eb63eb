import { words } from "../../kernel/index.ts";
import type { WaitStep } from "../../process/index.ts";
import { awaited, reckon } from "../reckon.ts";
import { brought, placed } from "../placed.ts";
import type { WorkKind } from "./work.ts";

/** Waits for a time, a message or a condition; goes on at once where it has come already. */
export const wait: WorkKind<WaitStep> = {
  activate: (turn, step, token) => {
    const place = turn.token(token).in;
    const found = awaited(turn, step.until, step, place);
    if ("code" in found)
      return {
        code: found.code,
        ...words`"${step.title}" does not know what to wait for: ${found} Correct the answers and try again.`,
      };
    const { until, message } = found;
    if (message !== null) {
      const kept = turn.state.mailbox?.find(({ name, key }) => name === message.name && (message.key === null || message.key === key));
      if (kept !== undefined) {
        turn.record({ type: "message.taken", name: kept.name, key: kept.key, step: step.id, answers: {} });
        turn.record({ type: "data.set", step: step.id, token, ...placed(turn, place, brought(step.until, kept.answers)) });
        return "passes";
      }
    }
    const isNow =
      step.until.on === "condition"
        ? reckon(turn, step, step.until.when, place).value === true
        : until !== null && until <= turn.circumstances.now;
    turn.record({ type: "wait.started", token, step: step.id, task: turn.circumstances.newId(), until, message });
    if (!isNow) return "waits";
    const { task = "" } = turn.token(token);
    turn.record({ type: "wait.ended", token, step: step.id, task, answers: {} });
    return "passes";
  },
};
