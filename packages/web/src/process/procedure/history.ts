/** What can be taken back and done again. `merge` names what is being typed: keystrokes in one text are one change. */
export type History<T> = { readonly now: T; readonly before: readonly T[]; readonly after: readonly T[]; readonly merge: string | null };

const depth = 200;

export function begin<T>(now: T): History<T> {
  return { now, before: [], after: [], merge: null };
}

/** The same history where nothing changed. */
export function record<T>(history: History<T>, now: T, merge: string | null = null): History<T> {
  if (now === history.now) return history;
  if (merge !== null && merge === history.merge) return { ...history, now, after: [] };
  return { now, before: [...history.before.slice(-depth + 1), history.now], after: [], merge };
}

/** The next change begins a step of its own, even in the same text: after a pause or a move of the focus. */
export function settle<T>(history: History<T>): History<T> {
  return history.merge === null ? history : { ...history, merge: null };
}

export function undo<T>(history: History<T>): History<T> {
  const last = history.before.at(-1);
  return last === undefined
    ? history
    : { now: last, before: history.before.slice(0, -1), after: [history.now, ...history.after], merge: null };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...after] = history.after;
  return next === undefined ? history : { now: next, before: [...history.before, history.now], after, merge: null };
}
