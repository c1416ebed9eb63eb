import { Refusal } from "../kernel/index.ts";
import { leave, travel } from "./advance.ts";
import { acceptCorrection } from "./answers.ts";
import { handlerOf, startHandler, trueCondition } from "./attached.ts";
import { hasReached, reach } from "./clocks.ts";
import type { Command } from "./command.ts";
import { isHeld } from "./hold.ts";
import { reckon } from "./reckon.ts";
import type { Answers, Block, RunState, Token } from "./state.ts";
import { brought, placed } from "./placed.ts";
import type { Turn } from "./turn.ts";

/** What the clock brings: everything due by now, the earliest first. What one brings may be due at once as well. */
export function tick(turn: Turn): void {
  for (let n = 0; n < 1_000 && turn.state.status === "open"; n += 1) {
    const [first] = dueIn(turn.state).filter(({ at }) => at <= turn.circumstances.now);
    if (first === undefined) return;
    if ("clock" in first) {
      reach(turn, first.clock);
      conditions(turn); // what is attached to the mark
    } else if ("handler" in first) {
      const handler = handlerOf(turn, first.block, first.handler);
      if (handler === undefined) return;
      travel(turn, startHandler(turn, first.block, handler));
    } else endWait(turn, first.token, {});
  }
}

/** A message: for the one that has waited longest, else for what is attached, else kept or lost. */
export function message(turn: Turn, { name, key, answers, keep = true }: Extract<Command, { type: "message" }>): void {
  const accepted = acceptCorrection(turn.graph, turn.state, answers);
  const isFor = (one: { readonly name: string; readonly key: string | null }): boolean =>
    one.name === name && (one.key === null || one.key === key);
  const token = turn.state.tokens.find((one) => one.message !== undefined && isFor(one.message));
  if (token !== undefined) {
    const step = turn.step(token.node);
    return endWait(turn, token, step.kind === "wait" ? brought(step.until, accepted) : {});
  }
  for (const block of turn.state.blocks ?? []) {
    const heard = block.listens?.find(isFor);
    const handler = heard === undefined ? undefined : handlerOf(turn, block, heard.handler);
    if (handler === undefined) continue;
    const answered = handler.when.on !== "message" ? {} : brought(handler.when, accepted);
    if (Object.keys(answered).length > 0) turn.record({ type: "message.heard", name, key, ...placed(turn, block.in, answered) });
    return travel(turn, startHandler(turn, block, handler));
  }
  if (!keep || !isKept(turn, name)) return;
  if ((turn.state.mailbox?.length ?? 0) >= 100) throw new Refusal("too_many_messages", { limit: 100 });
  turn.record({ type: "message.kept", name, key, answers: accepted });
}

/** Conditions that have become true, waited for or attached, until none is left. */
export function conditions(turn: Turn): void {
  if (turn.state.held !== undefined) return;
  for (let n = 0; n < 1_000 && turn.state.status === "open"; n += 1) {
    const token = turn.state.tokens.find((one) => isFulfilled(turn, one));
    if (token !== undefined) {
      endWait(turn, token, {});
      continue;
    }
    const found = trueCondition(turn);
    if (found === null) return;
    travel(turn, startHandler(turn, found.block, found.handler));
  }
}

type Due = { readonly at: number } & (
  | { readonly token: Token }
  | { readonly block: Block; readonly handler: string }
  | { readonly clock: string }
);

/** Everything that will be due, the earliest first. */
function dueIn(state: RunState): Due[] {
  const due: Due[] = [
    ...state.tokens.flatMap((token) => (token.until === undefined || isHeld(state, token) ? [] : [{ at: token.until, token }])),
    ...(state.blocks ?? []).flatMap((block) =>
      (isHeld(state, block) ? [] : (block.due ?? [])).map(({ at, handler }) => ({ at, block, handler })),
    ),
    ...(state.held === undefined ? (state.clocks ?? []) : []).flatMap(({ id, next }) =>
      next === undefined ? [] : [{ at: next, clock: id }],
    ),
  ];
  return due.sort((a, b) => a.at - b.at);
}

/** When the run must be looked at again by itself; null: not. */
export function nextDue(state: RunState): number | null {
  return dueIn(state)[0]?.at ?? null;
}

/** The messages waited for. */
export function listensIn(state: RunState): { readonly name: string; readonly key: string | null }[] {
  return [
    ...state.tokens.flatMap(({ message: awaited }) => (awaited === undefined ? [] : [awaited])),
    ...(state.blocks ?? []).flatMap(({ listens = [] }) => listens.map(({ name, key }) => ({ name, key }))),
  ];
}

function endWait(turn: Turn, token: Token, answers: Answers): void {
  turn.record({ type: "wait.ended", token: token.id, step: token.node, task: token.task ?? "", ...placed(turn, token.in, answers) });
  leave(turn, token.id);
}

function isFulfilled(turn: Turn, token: Token): boolean {
  if (token.task === undefined || token.until !== undefined || token.message !== undefined) return false;
  const step = turn.step(token.node);
  if (step.kind !== "wait") return false;
  if (step.until.on === "clock") return hasReached(turn, step.until.clock, step.until.reaches);
  return step.until.on === "condition" && reckon(turn, step, step.until.when, token.in).value === true;
}

function isKept(turn: Turn, name: string): boolean {
  return [...turn.graph.steps.values()].some((step) =>
    [...(step.kind === "wait" ? [step.until] : []), ...(step.attached ?? []).map(({ when }) => when)].some(
      (one) => one.on === "message" && one.name === name && one.early === "kept",
    ),
  );
}
