import type { Staff } from "./staff.ts";

/**
 * Which of a task's length, everybody's share and the work stays when another of them is changed, for work is length times
 * shares. Effort-driven: more people share the same work. Fixed work says how much it is, for shares are whole percents.
 */
export type TaskType = {
  readonly fixed: "duration" | "units" | "work";
  readonly effortDriven?: boolean | undefined;
  readonly workMinutes?: number | undefined;
};

/** A task's length, who is on it, and its type; without one, neither length nor shares follow anything. */
export type Sized = { readonly workingMinutes: number; readonly staff: Staff; readonly type?: TaskType | undefined };

/** What the contract takes: over a hundred years of work, ten of somebody's days. */
const [longest, most] = [60_000_000, 1_000];

/** How much work it is. */
export function workOf({ workingMinutes, staff, type }: Sized): number {
  return type?.fixed === "work" && type.workMinutes !== undefined ? type.workMinutes : Math.round((workingMinutes * unitsOf(staff)) / 100);
}

/** The same task with so much work: longer or shorter, or, where its length stays, with other shares. */
export function withWork(task: Sized, minutes: number): Sized {
  const type = task.type?.fixed === "work" ? { ...task.type, workMinutes: minutes } : task.type;
  return type?.fixed === "units" || type?.fixed === "work"
    ? { ...task, type, workingMinutes: lengthFor(minutes, task.staff) }
    : scaledTo(task, minutes);
}

/**
 * What follows from one change of a task: of `before`, `after` has another length, other shares, others on it, or another type.
 * Where it has several of these it is taken as it is said. Another type alone alters no numbers.
 */
export function followed(before: Sized, after: Sized): Sized {
  const { type } = after;
  if (type === undefined) return after;
  const lasts = after.workingMinutes !== before.workingMinutes;
  const shared = sharesIn(after.staff) !== sharesIn(before.staff);
  if (type.fixed !== before.type?.fixed || (lasts && shared)) return withItsWork(after, workOf({ ...after, type: undefined }));
  if (type.fixed === "work" && type.workMinutes !== undefined && type.workMinutes !== before.type.workMinutes)
    return lasts || shared ? after : withWork(after, workOf(after));
  const work = workOf(before);
  if (lasts) return type.fixed === "work" ? withItsWork(scaledTo(after, work), work) : after;
  if (!shared) return withItsWork(after, work);
  return sharedAnew(before, after, type, work);
}

function sharedAnew(before: Sized, after: Sized, type: TaskType, work: number): Sized {
  const [were, are] = [headsIn(before.staff), headsIn(after.staff)];
  if (are === 0) return withItsWork(after, work);
  const joined = are !== were;
  const keepsWork = joined ? type.fixed === "work" || type.effortDriven === true : type.fixed !== "duration";
  if (!keepsWork) return after;
  // Whoever is the first on it never makes it shorter.
  if (were === 0)
    return type.fixed === "work"
      ? withItsWork({ ...after, workingMinutes: Math.max(before.workingMinutes, lengthFor(work, after.staff)) }, work)
      : after;
  if (type.fixed === "duration") return { ...after, staff: scaled(after.staff, unitsOf(before.staff)) };
  return withItsWork({ ...after, workingMinutes: lengthFor(work, after.staff) }, work);
}

/** Fixed work says how much it is; of other types it is length times shares. */
function withItsWork(task: Sized, minutes: number): Sized {
  if (task.type === undefined) return task;
  const { workMinutes: _, ...type } = task.type;
  return { ...task, type: type.fixed === "work" ? { ...type, workMinutes: minutes } : type };
}

function lengthFor(work: number, staff: Staff): number {
  return Math.min(longest, Math.max(1, Math.round((100 * work) / unitsOf(staff))));
}

/** With shares at which so much work fits into its length; where nobody is on it there are none to change. */
function scaledTo(task: Sized, work: number): Sized {
  return { ...task, staff: scaled(task.staff, (100 * work) / Math.max(1, task.workingMinutes)) };
}

function scaled(staff: Staff, units: number): Staff {
  if (headsIn(staff) === 0) return staff;
  const by = units / unitsOf(staff);
  const share = (percent: number) => Math.min(most, Math.max(1, Math.round(percent * by)));
  return {
    ...staff,
    assignments: staff.assignments.map((one) => ({ ...one, percent: share(one.percent) })),
    placeholders: staff.placeholders.map((one) => ({ ...one, percent: share(one.percent) })),
  };
}

/** Percent of a day that all on it give together, places that nobody took yet among them; nobody counts as one who gives all. */
export function unitsOf({ assignments, placeholders }: Staff): number {
  const sum = assignments.reduce((all, one) => all + one.percent, 0) + placeholders.reduce((all, one) => all + one.percent * one.count, 0);
  return sum === 0 ? 100 : sum;
}

function headsIn({ assignments, placeholders }: Staff): number {
  return assignments.length + placeholders.reduce((all, one) => all + one.count, 0);
}

function sharesIn({ assignments, placeholders }: Staff): string {
  return [
    ...assignments.map((one) => `${one.personId} ${one.percent}`).toSorted(),
    ...placeholders.map((one) => `${one.role} ${one.percent} ${one.count}`).toSorted(),
  ].join();
}
