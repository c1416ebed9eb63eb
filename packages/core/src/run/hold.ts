import { Refusal } from "../kernel/index.ts";
import { aroundNode } from "../process/index.ts";
import type { Command } from "./command.ts";
import type { Block, Held, Moments, RunState, Token } from "./state.ts";
import { around } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** What nobody can do while a run, or the step that it is about, is on hold. What comes from outside is taken all the same. */
const paused: ReadonlySet<Command["type"]> = new Set([
  "answer",
  "check",
  "decide",
  "askBack",
  "skip",
  "jump",
  "addItem",
  "addStep",
  "retry",
]);

export function mustGoOn({ state }: Turn, command: Command): void {
  if (!paused.has(command.type)) return;
  if (state.held !== undefined) throw new Refusal("run_held", { reason: state.held.reason });
  const token = "task" in command ? state.tokens.find(({ task }) => task !== undefined && task === command.task) : undefined;
  if (token?.held !== undefined) throw new Refusal("step_held", { reason: token.held.reason });
}

/** Puts the run (task null) or a step on hold: nobody works it, and no time runs out. */
export function hold(turn: Turn, { task, reason }: Extract<Command, { type: "hold" }>): void {
  const why = reason.trim();
  if (why === "") throw new Refusal("reason_required");
  if (task === null) {
    if (turn.state.held !== undefined) throw new Refusal("run_held", { reason: turn.state.held.reason });
    turn.record({ type: "run.held", reason: why });
    for (const token of turn.state.tokens) if (token.held === undefined) tell(turn, token, why, 0);
    for (const { task: extra } of turn.state.extra ?? []) turn.effect({ type: "holdTask", task: extra, reason: why, shift: 0 });
    return;
  }
  const token = waiting(turn, task);
  if (token.held !== undefined) throw new Refusal("step_held", { reason: token.held.reason });
  turn.record({ type: "step.held", token: token.id, step: token.node, task, block: aroundOf(turn, token)?.id ?? null, reason: why });
  tell(turn, token, why, 0);
}

/** Goes on: what had a span of time before it has as much of it left as when it was put on hold; named dates stay. */
export function release(turn: Turn, { task }: Extract<Command, { type: "release" }>): void {
  const { now } = turn.circumstances;
  if (task === null) {
    const { held } = turn.state;
    if (held === undefined) throw new Refusal("not_held");
    const { tokens, blocks = [] } = turn.state;
    // What began meanwhile was told its moment then.
    const isOlder = ({ id }: { readonly id: number }): boolean => id < held.next;
    turn.record({
      type: "run.released",
      moments: later(
        turn,
        tokens.filter((token) => isOlder(token) && token.held === undefined),
        blocks.filter((block) => isOlder(block) && block.held === undefined),
        now - held.at,
      ),
    });
    for (const token of turn.state.tokens) if (token.held === undefined) tell(turn, token, null, isOlder(token) ? now - held.at : 0);
    for (const { task: extra } of turn.state.extra ?? [])
      turn.effect({ type: "holdTask", task: extra, reason: null, shift: now - held.at });
    return;
  }
  if (turn.state.held !== undefined) throw new Refusal("run_held", { reason: turn.state.held.reason });
  const token = waiting(turn, task);
  if (token.held === undefined) throw new Refusal("not_held");
  const block = turn.state.blocks?.find((one) => one.held === token.id);
  const shift = now - token.held.at;
  turn.record({
    type: "step.released",
    token: token.id,
    step: token.node,
    task,
    block: block?.id ?? null,
    moments: later(turn, [token], block === undefined ? [] : [block], shift),
  });
  tell(turn, token, null, shift);
}

/** Whether time runs for what a token or a block waits for. */
export function isHeld(state: RunState, one: { readonly held?: Held | number }): boolean {
  return state.held !== undefined || one.held !== undefined;
}

function later(turn: Turn, tokens: readonly Token[], blocks: readonly Block[], shift: number): Moments {
  const span = (when: { readonly on: string } | undefined): boolean => when?.on === "time";
  return {
    tokens: tokens.flatMap(({ id, node, until }) => {
      const step = turn.graph.steps.get(node);
      return until !== undefined && step?.kind === "wait" && span(step.until) ? [{ token: id, until: until + shift }] : [];
    }),
    blocks: blocks.flatMap(({ id, step: node, due }) => {
      const attached = turn.graph.steps.get(turn.graph.nodes.get(node)?.step ?? "")?.attached;
      return due === undefined
        ? []
        : [
            {
              block: id,
              due: due.map((one) =>
                span(attached?.find((handler) => handler.id === one.handler)?.when) ? { ...one, at: one.at + shift } : one,
              ),
            },
          ];
    }),
  };
}

/** The block of what is attached to the step that a token works. */
function aroundOf(turn: Turn, token: Token): Block | undefined {
  return around(turn.state, token.in).find((block) => block.step === aroundNode(token.node) && block.held === undefined);
}

/** What is due by something else than a span of its own follows that alone. */
function tell(turn: Turn, { task, node, byHand, due }: Token, reason: string | null, span: number): void {
  const shift = due === undefined ? span : 0;
  const kind = turn.graph.steps.get(node)?.kind;
  if (task !== undefined && (kind === "task" || kind === "approval" || byHand === true))
    turn.effect({ type: "holdTask", task, reason, shift });
}

function waiting(turn: Turn, task: string): Token {
  const token = turn.state.tokens.find((one) => one.task === task);
  if (token === undefined) throw new Refusal("step_not_open", { task });
  return token;
}
