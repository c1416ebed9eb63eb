import type { OwnAnswers } from "./event.ts";
import type { Answer, Answers, Block, ClockNow, Done, Made, Moments, RunState, Token } from "./state.ts";
import { itemsAt } from "./tree.ts";

/** What events do to a state, piece by piece: here to one token. */
export function changed(state: RunState, id: number, change: (token: Token) => Token): RunState {
  return { ...state, tokens: state.tokens.map((token) => (token.id === id ? change(token) : token)) };
}

/** The token stands at a node and waits there for what is given; it stays in its block. */
export function arrived(state: RunState, id: number, node: string, waits: Omit<Token, "id" | "node" | "in">): RunState {
  return changed(state, id, (token) => ({ id, node, ...(token.in !== undefined && { in: token.in }), ...waits }));
}

export function movedOn(state: RunState, { tokens, blocks }: Moments): RunState {
  const waiting = tokens.reduce((at, { token, until }) => changed(at, token, (one) => ({ ...one, until })), state);
  return blocks.reduce((at, { block: id, due }) => block(at, id, (one) => ({ ...one, due })), waiting);
}

/** Behind all others: turns are taken in the order in which they were asked for. */
export function last(state: RunState, id: number): RunState {
  return { ...state, tokens: [...state.tokens.filter((token) => token.id !== id), ...state.tokens.filter((token) => token.id === id)] };
}

/** The token has left its wait and is on its way; the next event says where it arrived. */
export function moving(state: RunState, id: number): RunState {
  return changed(state, id, (token) => ({
    id,
    node: token.node,
    ...(token.in !== undefined && { in: token.in }),
    ...(token.seat !== undefined && { seat: token.seat }),
  }));
}

export function answered(state: RunState, event: { readonly answers: Answers; readonly own?: OwnAnswers }): RunState {
  const { own } = event;
  const rooted = Object.keys(event.answers).length === 0 ? state : { ...state, data: merged(state.data, event.answers) };
  return own === undefined ? rooted : block(rooted, own.block, (one) => ({ ...one, data: merged(one.data ?? {}, own.answers) }));
}

export function recalled(state: RunState, done: Done | undefined): RunState {
  return done === undefined ? state : { ...state, undoable: [...(state.undoable ?? []), done] };
}

/**
 * It is taken back as a whole, in place of what these steps inside did, in a for-each in the same item; what is being taken
 * back already goes on.
 */
export function wholly(state: RunState, whole: Done | undefined, instead: readonly string[]): RunState {
  if (whole === undefined) return state;
  const isOfIt = ({ items = [] }: Done): boolean => (whole.items ?? []).every((item, level) => items[level] === item);
  const left = (state.undoable ?? []).filter((done) => done.taking !== undefined || !instead.includes(done.step) || !isOfIt(done));
  return { ...state, undoable: [...left, whole] };
}

/** Of what a step did the latest is taken back, in a for-each of the same items; the step may do more of it meanwhile. */
export function taking(state: RunState, step: string | undefined, token: number): RunState {
  if (step === undefined) return state;
  const { undoable = [] } = state;
  const own = itemsAt(state, state.tokens.find(({ id }) => id === token)?.in).map(({ id }) => id);
  const near = ({ items = [] }: Done): number => items.filter((item) => own.includes(item)).length;
  const nearest = Math.max(...undoable.map((done) => (done.step === step ? near(done) : 0)));
  const at = undoable.findLastIndex((done) => done.step === step && near(done) === nearest);
  return at === -1 ? state : { ...state, undoable: undoable.map((done, index) => (index === at ? { ...done, taking: token } : done)) };
}

export function undone(state: RunState, step: string | undefined, token: number): RunState {
  const { undoable = [], ...others } = state;
  const begun = undoable.findLastIndex((done) => done.step === step && done.taking === token);
  const at = begun === -1 ? undoable.findLastIndex((done) => done.step === step) : begun;
  const left = undoable.filter((_, index) => index !== at);
  return { ...others, ...(left.length > 0 && { undoable: left }) };
}

export function block(state: RunState, id: number, change: (block: Block) => Block): RunState {
  return { ...state, blocks: (state.blocks ?? []).map((one) => (one.id === id ? change(one) : one)) };
}

export function removed(state: RunState, ids: readonly number[]): RunState {
  if (ids.length === 0) return state;
  const { blocks = [], ...others } = state;
  const left = blocks.filter(({ id }) => !ids.includes(id));
  return withMade(
    { ...others, ...(left.length > 0 && { blocks: left }) },
    (others.made ?? []).filter((one) => one.in === undefined || !ids.includes(one.in)),
  );
}

/** Of what a step makes the last is known, in each item of its own. */
export function making(state: RunState, token: number, step: string, id: string): RunState {
  const item = itemAround(state, state.tokens.find((one) => one.id === token)?.in)?.id;
  const others = (state.made ?? []).filter((one) => one.step !== step || one.in !== item);
  return withMade(state, [...others, { step, id, ...(item !== undefined && { in: item }) }]);
}

export function withMade({ made: _, ...state }: RunState, made: readonly Made[]): RunState {
  return { ...state, ...(made.length > 0 && { made }) };
}

export function remaining<K extends "due" | "listens", T extends { readonly handler: string }>(
  key: K,
  list: readonly T[] | undefined,
  handler: string,
): { readonly [P in K]?: readonly T[] } {
  const left = (list ?? []).filter((one) => one.handler !== handler);
  return left.length === 0 ? {} : ({ [key]: left } as unknown as { readonly [P in K]?: readonly T[] });
}

/** What is due besides, with the next moment of one that comes again. */
export function later(due: Block["due"], handler: string, at: number | null): Pick<Block, "due"> {
  return due === undefined ? {} : { due: due.map((one) => (one.handler === handler && at !== null ? { ...one, at } : one)) };
}

export function withoutOnce(list: readonly string[], used: readonly string[]): string[] {
  const left = [...list];
  for (const one of used) left.splice(left.indexOf(one), 1);
  return left;
}

export function clock(state: RunState, id: string, change: (clock: ClockNow) => ClockNow): RunState {
  return { ...state, clocks: (state.clocks ?? []).map((one) => (one.id === id && one.kept === undefined ? change(one) : one)) };
}

export function withoutExtra(state: RunState, task: string): RunState {
  const { extra = [], ...others } = state;
  const left = extra.filter((one) => one.task !== task);
  return { ...others, ...(left.length > 0 && { extra: left }) };
}

export function ended(state: RunState, status: RunState["status"]): RunState {
  const { extra: _extra, blocks: _blocks, mailbox: _mailbox, undoable: _undoable, made: _made, held: _held, ...kept } = state;
  return { ...kept, status, tokens: [] };
}

export function without(state: RunState, ids: readonly number[]): RunState {
  return { ...state, tokens: state.tokens.filter((token) => !ids.includes(token.id)) };
}

export function added(state: RunState, tokens: readonly Token[]): RunState {
  return {
    ...state,
    tokens: [...state.tokens, ...tokens],
    next: Math.max(state.next, ...tokens.map((token) => token.id + 1)),
  };
}

export function worked(before: RunState, step: string, person: string | null, token: number): RunState {
  const item = itemAround(before, before.tokens.find(({ id }) => id === token)?.in);
  const state =
    item === undefined || person === null
      ? before
      : block(before, item.id, (one) => ({ ...one, worked: { ...one.worked, [step]: person } }));
  // Among the items of a for-each several people do the same step, and none of them takes the place of another.
  const others = Object.entries(state.worked).map(
    ([who, steps]) => [who, item === undefined || who === person ? steps.filter((id) => id !== step) : steps] as const,
  );
  const now = new Map(others.filter(([, steps]) => steps.length > 0));
  if (person !== null) now.set(person, [...(now.get(person) ?? []), step]);
  return { ...state, worked: Object.fromEntries(now) };
}

function itemAround(state: RunState, place: number | undefined): Block | undefined {
  let at = state.blocks?.find(({ id }) => id === place);
  while (at !== undefined && at.item === undefined) {
    const outer = at.in;
    at = state.blocks?.find(({ id }) => id === outer);
  }
  return at;
}

export function merged(data: Readonly<Record<string, Answer>>, answers: Answers): Record<string, Answer> {
  const result = new Map(Object.entries(data));
  for (const [key, answer] of Object.entries(answers)) {
    if (answer === null) result.delete(key);
    else result.set(key, answer);
  }
  return Object.fromEntries(result);
}
