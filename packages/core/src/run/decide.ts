import { Refusal } from "../kernel/index.ts";
import type { Graph } from "../process/index.ts";
import { conditions, listensIn, nextDue } from "./happen.ts";
import { perform } from "./perform.ts";
import { keepClocks } from "./clocks.ts";
import { keepDues } from "./due.ts";
import type { Command } from "./command.ts";
import type { Effect } from "./effect.ts";
import type { RunEvent } from "./event.ts";
import type { RunState } from "./state.ts";
import { type Circumstances, Turn } from "./turn.ts";

/**
 * What a command does to a run: the events it causes, the state they make, and what the server must do. Pure; throws a
 * Refusal, and then nothing has happened. `evolve` over the events gives the same state.
 */
export function decide(
  graph: Graph,
  state: RunState,
  command: Command,
  circumstances: Circumstances,
): { state: RunState; events: RunEvent[]; effects: Effect[] } {
  if (command.type === "start" && state.status !== "new") throw new Refusal("run_started");
  if (command.type !== "start" && state.status === "new") throw new Refusal("run_not_started");
  if (command.type !== "start" && state.status !== "open") throw new Refusal("run_ended", { status: state.status });
  const turn = new Turn(graph, state, command.by, circumstances);
  perform(turn, command);
  conditions(turn);
  keepClocks(turn);
  keepDues(turn);
  tellWaits(turn, state);
  return { state: turn.state, events: turn.events, effects: turn.effects };
}

/** What the server must know about what the run waits for by itself, where that changed. */
export function tellWaits(turn: Turn, before: RunState): void {
  const [was, is] = [before, turn.state].map(nextDue);
  if (was !== is) turn.effect({ type: "wake", at: is ?? null });
  const [heard, hears] = [listensIn(before), listensIn(turn.state)];
  if (JSON.stringify(heard) !== JSON.stringify(hears)) turn.effect({ type: "listen", to: hears });
}
