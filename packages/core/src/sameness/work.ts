/**
 * Work as an audit sees it, whatever it was kept in. Moments are minutes since 1970; null where the source does not say.
 * A container is one board, list, sheet or plan; its items stand in the order in which they were planned or done.
 */
export type Container = {
  readonly id: string;
  readonly name: string;
  readonly items: readonly WorkItem[];
  /** How many items wait for another by a link that is in the source. */
  readonly links: number;
  readonly owner: string | null;
  /** An end that was set beforehand. */
  readonly plannedEnd: number | null;
  /** Lists that are a milestone each, by their name. */
  readonly milestoneLists?: number;
  /** Written down as steps to follow: a procedure, a template, a process. */
  readonly written: boolean;
  /** Nothing in it was begun, finished, given to somebody or planned for a day. */
  readonly untouched?: boolean;
  /** Names of people in it, which are no words of a title. */
  readonly people: readonly string[];
  /** Of an event log: how many runs were recorded. Its items are these, or as many of them as are looked at. */
  readonly recorded?: number;
};

export type WorkItem = {
  readonly title: string;
  /** Whoever does it: a role or a person. */
  readonly role: string | null;
  readonly created: number | null;
  readonly started: number | null;
  readonly finished: number | null;
  readonly done: boolean;
  /** The item it is inside of, by its place in `items`. */
  readonly parent: number | null;
  /** Titles of its checklists, in order. */
  readonly parts: readonly string[];
  /** The lists it stood in, with the moment it came there. */
  readonly walk: readonly { readonly place: string; readonly at: number | null }[];
  readonly milestone: boolean;
  /** What was asked of it, by the name of the field: what differs from run to run becomes a form. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
};

/** One performance of something: a whole container, a card with its checklist, a parent with its children, a card on its way. */
export type Case = {
  readonly id: string;
  readonly name: string;
  readonly people: readonly string[];
  readonly steps: readonly CaseStep[];
};

export type CaseStep = {
  readonly title: string;
  readonly role: string | null;
  readonly started: number | null;
  readonly finished: number | null;
};
