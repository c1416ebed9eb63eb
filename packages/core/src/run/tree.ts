import type { Answer, Block, RunState, Token } from "./state.ts";

/** The blocks that hold a place, the innermost first. */
export function around(state: RunState, place: number | undefined): Block[] {
  const chain: Block[] = [];
  for (let block = find(state, place); block !== undefined; block = find(state, block.in)) chain.push(block);
  return chain;
}

/** The items of for-eachs that a place is in, the outermost first. */
export function itemsAt(state: RunState, place: number | undefined): Block[] {
  return around(state, place)
    .filter(({ item }) => item !== undefined)
    .reverse();
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
