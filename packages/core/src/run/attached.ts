import { words } from "../kernel/index.ts";
import { aroundNode, definitionLimits, type Handler, type Step } from "../process/index.ts";
import { withdraw } from "./finish.ts";
import { type Impasse, along, type Move } from "./move.ts";
import { hasReached } from "./clocks.ts";
import { awaited, reckon } from "./reckon.ts";
import type { Block, Token } from "./state.ts";
import { around, inside } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** What is attached to a step, as its block begins: what is due when, and what is listened for. */
export function attachedTo(turn: Turn, step: Step, place: number | undefined): Pick<Block, "due" | "listens"> | Impasse {
  const due: { handler: string; at: number }[] = [];
  const listens: { handler: string; name: string; key: string | null }[] = [];
  for (const { id, label, when } of step.attached ?? []) {
    if (when.on === "error" || when.on === "escalation" || when.on === "condition" || when.on === "clock") continue;
    const found = awaited(turn, when, step, place);
    if ("code" in found)
      return {
        code: found.code,
        ...words`"${label}" of "${step.title}" cannot be waited for: ${found} Correct the answers and try again.`,
      };
    if (found.until !== null) due.push({ handler: id, at: found.until });
    if (found.message !== null) listens.push({ handler: id, ...found.message });
  }
  return { ...(due.length > 0 && { due }), ...(listens.length > 0 && { listens }) };
}

/** What is attached happens: besides what goes on in the step, or instead of it. */
export function startHandler(turn: Turn, block: Block, handler: Handler): Move[] {
  const node = turn.node(block.step);
  const step = turn.step(node.step).id;
  if (handler.interrupting) {
    const { tokens, blocks } = inside(turn.state, block.id);
    withdraw(turn, tokens, blocks, step);
  }
  const place = handler.interrupting ? block.id : block.in;
  const token = turn.state.next;
  turn.record({
    type: "handler.started",
    step,
    block: block.id,
    handler: handler.id,
    interrupting: handler.interrupting,
    token,
    node: node.id,
    in: place ?? null,
    ...again(turn, block, handler),
  });
  const flow = node.out.find(({ branch }) => branch === handler.id);
  return flow === undefined ? [] : [along(token, flow)];
}

/** The innermost thing attached for an error or escalation of this code around a token; it is started. Null: nothing is. */
export function catchRaised(
  turn: Turn,
  token: Token,
  on: "error" | "escalation",
  code: string,
): { readonly moves: Move[]; readonly interrupting: boolean } | null {
  for (const block of around(turn.state, token.in)) {
    const handler = open(turn, block).find(({ when }) => when.on === on && (when.code === null || when.code === code));
    if (handler !== undefined) return { moves: startHandler(turn, block, handler), interrupting: handler.interrupting };
  }
  return null;
}

/** Besides, and as often as it happens: it stays attached. */
function again(
  turn: Turn,
  block: Block,
  { id, when, interrupting, again: stays, atMost = definitionLimits.rounds }: Handler,
): { readonly again?: { readonly at: number | null } } {
  // Nobody works a thousand reminders: the last of so many stays the last.
  if ((block.times?.[id] ?? 0) >= Math.min(atMost, definitionLimits.rounds) - 1) return {};
  if (stays !== true || interrupting || (when.on !== "time" && when.on !== "message" && when.on !== "escalation")) return {};
  if (when.on !== "time") return { again: { at: null } };
  const next = awaited(turn, when, turn.step(turn.node(block.step).step), block.in);
  // A span without length would come again for ever.
  return "code" in next || next.until === null || next.until <= turn.circumstances.now ? {} : { again: { at: next.until } };
}

/** The first thing attached whose condition holds now and has not been started. */
export function trueCondition(turn: Turn): { block: Block; handler: Handler } | null {
  for (const block of turn.state.blocks ?? []) {
    const step = turn.step(turn.node(block.step).step);
    const handler = open(turn, block).find(
      ({ when }) =>
        (when.on === "condition" && reckon(turn, step, when.when, block.in).value === true) ||
        (when.on === "clock" && hasReached(turn, when.clock, when.reaches)),
    );
    if (handler !== undefined) return { block, handler };
  }
  return null;
}

export function handlerOf(turn: Turn, block: Block, id: string): Handler | undefined {
  return open(turn, block).find((handler) => handler.id === id);
}

/** What is attached and can still happen; nothing does after the step was interrupted. */
function open(turn: Turn, block: Block): readonly Handler[] {
  const step = turn.step(turn.node(block.step).step);
  if (block.step !== aroundNode(step.id) || block.interrupted === true) return [];
  return (step.attached ?? []).filter(({ id }) => block.fired?.includes(id) !== true);
}
