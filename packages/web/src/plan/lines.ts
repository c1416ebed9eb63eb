import { onlyRows } from "./only-rows.ts";
import { minuteOf, type Plan, type Row, rowsOf } from "./model.ts";
import type { Shown } from "./shown.ts";
import type { Trait, Traits } from "./traits.ts";

/** The heading of tasks that have something in common. */
export type Head = {
  readonly id: string;
  readonly trait: Trait;
  readonly count: number;
  readonly done: number;
  readonly start: string;
  readonly finish: string;
  readonly minutes: number;
  readonly collapsed: boolean;
  readonly at: number;
  readonly of: number;
};

/** A line of the table and the picture: a task, or the heading of some. */
export type Line = Row | Head;

export function isHead(line: Line | null | undefined): line is Head {
  return line !== null && line !== undefined && "trait" in line;
}

export function idOf(line: Line): string {
  return isHead(line) ? line.id : (line.line ?? line.task.id);
}

/** What can be shut, and what is. */
export function folds(line: Line): boolean {
  return isHead(line) || line.inside > 0;
}

/** The lines of a plan as it is looked at: the tree, or, put together by what tasks have in common, the tasks alone. */
export function linesOf(
  plan: Plan,
  { only }: { readonly only?: Shown["only"] | undefined },
  collapsed: ReadonlySet<string>,
  groups: Traits | null,
  me: string | null,
  now: string,
): readonly Line[] {
  if (groups === null) return onlyRows(rowsOf(plan, collapsed), only, me, now);
  const tasks = onlyRows(rowsOf(plan), only, me, now).filter((row) => row.inside === 0);
  const byKey = new Map<string, Row[]>();
  for (const row of tasks) {
    groups.all(row).forEach(({ key }, nth) => {
      const line = nth === 0 ? row : { ...row, line: `${row.task.id} ${key}` };
      const list = byKey.get(key);
      if (list) list.push(line);
      else byKey.set(key, [line]);
    });
  }
  const there = groups.list.filter((trait) => byKey.has(trait.key));
  return there.flatMap((trait, index): Line[] => {
    const rows = byKey.get(trait.key) ?? [];
    const head = headOf(trait, rows, groups, collapsed, index + 1, there.length);
    return head.collapsed ? [head] : [head, ...rows.map((row, at): Row => ({ ...row, depth: 1, at: at + 1, of: rows.length }))];
  });
}

function headOf(trait: Trait, rows: readonly Row[], groups: Traits, collapsed: ReadonlySet<string>, at: number, of: number): Head {
  const id = headId(trait);
  let [start, finish, minutes, done] = ["", "", 0, 0];
  for (const row of rows) {
    const { entry, place, task } = row;
    if (task.completion !== null || task.closedAs !== null) done += 1;
    if (!place.milestone) minutes += groups.minutes(row, trait);
    if (!entry) continue;
    if (start === "" || entry.start < start) start = entry.start;
    if (entry.finish > finish) finish = entry.finish;
  }
  return { id, trait, count: rows.length, done, start, finish, minutes: Math.round(minutes), collapsed: collapsed.has(id), at, of };
}

export function headId(trait: Trait): string {
  return `group:${trait.key}`;
}

/** All that can be shut at once: headings, or the tasks with others inside. */
export function foldable(plan: Plan, groups: Traits | null): readonly string[] {
  return groups
    ? groups.list.map(headId)
    : rowsOf(plan)
        .filter((row) => row.inside > 0)
        .map((row) => row.task.id);
}

export function spanOf(head: Head): { readonly start: number; readonly finish: number } {
  return { start: minuteOf(head.start), finish: minuteOf(head.finish) };
}
