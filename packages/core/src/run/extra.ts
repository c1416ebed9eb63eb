import { Refusal } from "../kernel/index.ts";
import { settle } from "./blocks.ts";
import type { Command } from "./command.ts";
import { extraStep } from "./finish.ts";
import type { Extra } from "./state.ts";
import type { Turn } from "./turn.ts";

/** Somebody adds a piece of work to this run alone: a deviation, with its reason. */
export function addStep(turn: Turn, { title, person, due, reason }: Extract<Command, { type: "addStep" }>): void {
  if ((turn.state.extra?.length ?? 0) >= 100) throw new Refusal("too_many_items", { limit: 100 });
  const task = turn.circumstances.newId();
  turn.record({ type: "extra.added", task, title, person, due, reason });
  turn.effect({ type: "openExtra", task, title, person, due });
}

/** What is done with such work; the rest of what people do with steps has no meaning here. */
export function workExtra(turn: Turn, { task }: Extra, command: Command): void {
  switch (command.type) {
    case "answer":
      turn.record({ type: "extra.completed", task });
      return over(turn, task, "completed");
    case "skip":
      turn.record({ type: "extra.skipped", task, reason: command.reason });
      return over(turn, task, "skipped");
    case "reassign":
    case "give":
      turn.record({ type: "extra.reassigned", task, person: command.person });
      return void (command.type === "reassign" && turn.effect({ type: "assignExtra", task, person: command.person }));
    default:
      throw new Refusal("step_not_open", { task });
  }
}

function over(turn: Turn, task: string, outcome: "completed" | "skipped"): void {
  turn.effect({ type: "closeTask", task, step: extraStep, outcome });
  settle(turn, undefined);
}
