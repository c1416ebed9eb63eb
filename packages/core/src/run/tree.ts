import type { Happening } from "../process/index.ts";
import type { Answer, Answers, Block, RunState, Token } from "./state.ts";
import type { OwnAnswers } from "./event.ts";
import type { Turn } from "./turn.ts";

/** The blocks that hold a place, the innermost first. */
export function around(state: RunState, place: number | undefined): Block[] {
  const chain: Block[] = [];
  for (let block = find(state, place); block !== undefined; block = find(state, block.in)) chain.push(block);
  return chain;
}

/** Everything alive inside a block, at any depth; not the block itself. */
export function inside(state: RunState, id: number): { tokens: Token[]; blocks: Block[] } {
  const ids = new Set([id]);
  const blocks: Block[] = [];
  // A block is opened after the one it is in, and stands behind it.
  for (const block of state.blocks ?? []) {
    if (block.in === undefined || !ids.has(block.in)) continue;
    ids.add(block.id);
    blocks.push(block);
  }
  return { blocks, tokens: state.tokens.filter((token) => token.in !== undefined && ids.has(token.in)) };
}

/** Whether anything is alive directly in a block (undefined: the run). */
export function isAlive(state: RunState, place: number | undefined): boolean {
  return (
    (place === undefined && state.extra !== undefined) ||
    state.tokens.some((token) => token.in === place) ||
    (state.blocks ?? []).some((block) => block.in === place)
  );
}

/** What is known at a place: the run's answers, over them those of the item it is in. */
export function dataAt(state: RunState, place: number | undefined): Readonly<Record<string, Answer>> {
  const own = around(state, place).filter(({ data }) => data !== undefined);
  if (own.length === 0) return state.data;
  return Object.fromEntries([...Object.entries(state.data), ...own.reverse().flatMap(({ data }) => Object.entries(data ?? {}))]);
}

/** The same for a turn, with what is recalled in it. */
export function known(turn: Turn, place: number | undefined): Readonly<Record<string, Answer>> {
  const data = dataAt(turn.state, place);
  return Object.keys(turn.recalled).length === 0 ? data : Object.fromEntries([...Object.entries(data), ...Object.entries(turn.recalled)]);
}

/** Where answers go: to the run, or to the item whose own they are. */
export function placed(turn: Turn, place: number | undefined, answers: Answers): { answers: Answers; own?: OwnAnswers } {
  for (const block of around(turn.state, place)) {
    if (block.item === undefined) continue;
    const step = turn.step(turn.node(block.step).step);
    if (step.kind !== "each") continue;
    const isOwn = (key: string): boolean => step.own.includes(key) || key === step.item;
    const own = Object.entries(answers).filter(([key]) => isOwn(key));
    if (own.length === 0) continue;
    return {
      answers: Object.fromEntries(Object.entries(answers).filter(([key]) => !isOwn(key))),
      own: { block: block.id, answers: Object.fromEntries(own) },
    };
  }
  return { answers };
}

/** Of what a message brings, what it may bring. */
export function brought(happening: Happening, answers: Answers): Answers {
  const fills = new Set(happening.on === "message" ? happening.fills : []);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => fills.has(key)));
}

export function find(state: RunState, id: number | undefined): Block | undefined {
  return id === undefined ? undefined : state.blocks?.find((block) => block.id === id);
}

/** What is being taken back in one place waits, in another, until it is. */
export function undoLock(step: string): string {
  return `undo ${step}`;
}

/** By a block while it lasts; by who takes something back until it is. */
export function isLocked({ blocks = [], tokens }: RunState, lock: string): boolean {
  return blocks.some((block) => block.lock === lock) || tokens.some(({ undoing }) => undoing !== undefined && undoLock(undoing) === lock);
}
