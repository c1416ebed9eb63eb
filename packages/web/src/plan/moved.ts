import { minuteOf, type Plan, rowOf } from "./model.ts";

/** Columns of a plan's rows: where each starts and ends, in minutes, and which are summaries. */
export type Stood = { readonly start: Int32Array; readonly finish: Int32Array; readonly summary: Uint8Array };

/** No date: what does not move, or has none. */
export const stays = -2_147_483_648;

/** Where the tasks of a plan stand, in their own order. */
export function standsOf({ tasks, entries }: Plan): Stood {
  const column = () => new Int32Array(tasks.length).fill(stays);
  const stands = { start: column(), finish: column(), summary: new Uint8Array(tasks.length) };
  const rows = rowOf(tasks);
  entries.forEach((entry, index) => {
    // Entries stand in the order of the tasks unless somebody has just been added.
    const row = tasks[index]?.id === entry.taskId ? index : rows.get(entry.taskId);
    if (row === undefined) return;
    stands.start[row] = minuteOf(entry.start);
    stands.finish[row] = minuteOf(entry.finish);
    stands.summary[row] = entry.summary ? 1 : 0;
  });
  return stands;
}

/** What a change moves, by row; as it comes from the worker. */
export type MovedRows = {
  /** Minutes, or `stays`. */
  readonly start: Int32Array;
  readonly finish: Int32Array;
  readonly count: number;
  /** Without summaries (they only follow) and without the one that was changed. */
  readonly others: number;
  /** Of the others, the one that goes furthest, and by how many minutes around the clock (earlier: less than none). */
  readonly worst: { readonly row: number; readonly by: number } | null;
};

export function movedRows(before: Stood, start: Int32Array, finish: Int32Array, changed: number): MovedRows {
  const there = { start: new Int32Array(before.start.length).fill(stays), finish: new Int32Array(before.start.length).fill(stays) };
  let [count, others] = [0, 0];
  let worst: MovedRows["worst"] = null;
  for (let row = 0; row < before.start.length; row += 1) {
    const [was, is] = [before.start[row]!, start[row]!];
    if (was === stays || is === stays || (was === is && before.finish[row] === finish[row])) continue;
    there.start[row] = is;
    there.finish[row] = finish[row]!;
    count += 1;
    if (before.summary[row] === 1 || row === changed) continue;
    others += 1;
    if (worst === null || Math.abs(is - was) > Math.abs(worst.by)) worst = { row, by: is - was };
  }
  return { ...there, count, others, worst };
}

/** Where tasks would stand, for those who show one: ten thousand that move are looked up, not handed round. */
export class Moved {
  private readonly rowOf: ReadonlyMap<string, number>;
  private readonly rows: MovedRows;

  constructor(rowOf: ReadonlyMap<string, number>, rows: MovedRows) {
    this.rowOf = rowOf;
    this.rows = rows;
  }

  get size(): number {
    return this.rows.count;
  }

  has(id: string): boolean {
    return this.at(id) !== undefined;
  }

  /** In minutes; nothing for a task that stays. */
  at(id: string): { readonly start: number; readonly finish: number } | undefined {
    const row = this.rowOf.get(id);
    const start = row === undefined ? stays : this.rows.start[row]!;
    return start === stays ? undefined : { start, finish: this.rows.finish[row!]! };
  }
}
