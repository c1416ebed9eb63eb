import { Refusal } from "../../kernel/index.ts";
import type { Graph } from "../../process/index.ts";
import { travel } from "../advance.ts";
import { withdraw } from "../finish.ts";
import { openTask } from "../kinds/task.ts";
import type { RunState, Token } from "../state.ts";
import { type Circumstances, Turn } from "../turn.ts";
import { retell, settledOn, type Transfer, type Transferred } from "./transfer.ts";

/**
 * Takes a move back, in a run in which nothing has happened since: everything is where it was, with what it knew. What the
 * move gave up is opened again, for whoever had it.
 */
export function restore(
  from: Graph,
  to: Graph,
  state: RunState,
  before: RunState,
  move: Omit<Transfer, "targets" | "people">,
  circumstances: Circumstances,
): Transferred {
  if (state.status !== "open") throw new Refusal("run_ended", { status: state.status });
  const is = (a: Token, b: Token): boolean => a.id === b.id && a.task === b.task && a.incident === b.incident;
  const leaving = new Turn(from, state, move.by, circumstances);
  withdraw(
    leaving,
    state.tokens.filter((token) => !before.tokens.some((old) => is(old, token))),
    [],
    "",
  );
  const isThere = (token: Token): boolean => state.tokens.some((now) => is(token, now));
  let next = state.next;
  const back = before.tokens.map((token) => (isThere(token) ? { old: token, token } : { old: token, token: bare(token, next++) }));
  const { data, people, worked, undoable = [], made = [], kept = [] } = before;
  leaving.record({
    type: "run.moved",
    from: move.from,
    to: move.to,
    reason: move.reason,
    steps: {},
    tokens: back.map(({ token }) => token),
    blocks: before.blocks ?? [],
    data,
    people,
    worked,
    ...(before.ended !== undefined && { ended: { ...state.ended, ...before.ended } }),
    undoable,
    made: [...made.filter((old) => !(state.made ?? []).some((now) => now.step === old.step && now.in === old.in)), ...(state.made ?? [])],
    kept,
  });
  return settledOn(to, state, leaving, move.by, circumstances, (turn) => {
    for (const { old, token } of back) {
      if (old === token) retell(turn, from, old);
      else again(turn, old, token.id);
    }
  });
}

function bare({ node, in: place, seat }: Token, id: number): Token {
  return { id, node, ...(place !== undefined && { in: place }), ...(seat !== undefined && { seat }) };
}

/** What was given up is open again: a wait until the same moment, work in the same hands; the rest is tried anew. */
function again(turn: Turn, old: Token, id: number): void {
  const step = turn.graph.steps.get(old.node);
  if (step?.kind === "wait" && old.task !== undefined) {
    turn.record({
      type: "wait.started",
      token: id,
      step: step.id,
      task: turn.circumstances.newId(),
      until: old.until ?? null,
      message: old.message ?? null,
    });
    return;
  }
  if (old.seat !== undefined && step?.kind === "approval") openTask(turn, step, id, step.approvers?.roles[old.seat] ?? null, old.seat);
  else travel(turn, [{ token: id, to: old.node, finishes: null }]);
  const now = turn.state.tokens.find((token) => token.id === id);
  if (now?.task === undefined || now.person === old.person || (step?.kind !== "task" && step?.kind !== "approval")) return;
  turn.record({ type: "step.reassigned", token: id, step: step.id, task: now.task, person: old.person ?? null });
  turn.effect({ type: "assignTask", task: now.task, step: step.id, person: old.person ?? null });
}
