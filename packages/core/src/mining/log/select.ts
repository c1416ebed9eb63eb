import type { EventLog } from "./event-log.ts";
import { variantsOf } from "./variants.ts";

/** Which cases of a log are meant; what is left out does not matter. Moments are epoch milliseconds. */
export type Selection = {
  /** Begun at or after, and before. */
  readonly from?: number;
  readonly until?: number;
  /** Only the so many most frequent variants. */
  readonly variants?: number;
  /** With this value of an attribute of the case, or of any of its events. */
  readonly attribute?: { readonly name: string; readonly value: string };
  /** In which this was done. */
  readonly through?: string;
  /** In which this came directly after `through`. */
  readonly then?: string;
};

/** The cases that are meant, whole. Filters hold together. */
export function select(log: EventLog, { from, until, variants, attribute, through, then }: Selection): EventLog {
  const tests: ((each: number) => boolean)[] = [];
  const start = (each: number): number => log.time[log.offsets[each]!] ?? Number.NaN;
  if (from !== undefined) tests.push((each) => start(each) >= from);
  if (until !== undefined) tests.push((each) => start(each) < until);
  if (attribute !== undefined) tests.push(havingAttribute(log, attribute));
  if (through !== undefined)
    tests.push(passing(log, log.activities.indexOf(through), then === undefined ? null : log.activities.indexOf(then)));
  const kept = tests.length === 0 ? log : chosen(log, (each) => tests.every((test) => test(each)));
  if (variants === undefined) return kept;
  const { ofCase } = variantsOf(kept);
  return chosen(kept, (each) => ofCase[each]! < variants);
}

function havingAttribute(log: EventLog, { name, value }: { name: string; value: string }): (each: number) => boolean {
  const columns = log.columns
    .filter((column) => column.name === name)
    .map((column) => ({ column, cell: column.values.indexOf(value) }))
    .filter(({ cell }) => cell !== -1);
  return (each) =>
    columns.some(({ column, cell }) => {
      if (column.scope === "case") return column.cells[each] === cell;
      for (let at = log.offsets[each]!; at < log.offsets[each + 1]!; at += 1) if (column.cells[at] === cell) return true;
      return false;
    });
}

function passing(log: EventLog, through: number, then: number | null): (each: number) => boolean {
  return (each) => {
    for (let at = log.offsets[each]!; at < log.offsets[each + 1]!; at += 1)
      if (log.activity[at] === through && (then === null || (at + 1 < log.offsets[each + 1]! && log.activity[at + 1] === then)))
        return true;
    return false;
  };
}

function chosen(log: EventLog, keep: (each: number) => boolean): EventLog {
  const cases: number[] = [];
  const events: number[] = [];
  const offsets: number[] = [0];
  for (let each = 0; each < log.cases.length; each += 1) {
    if (!keep(each)) continue;
    cases.push(each);
    for (let at = log.offsets[each]!; at < log.offsets[each + 1]!; at += 1) events.push(at);
    offsets.push(events.length);
  }
  const at = Int32Array.from(events);
  return {
    ...log,
    cases: cases.map((each) => log.cases[each]!),
    offsets: Int32Array.from(offsets),
    activity: at.map((event) => log.activity[event]!),
    resource: at.map((event) => log.resource[event]!),
    transition: at.map((event) => log.transition[event]!),
    time: Float64Array.from(at, (event) => log.time[event]!),
    start: log.start === null ? null : Float64Array.from(at, (event) => log.start![event]!),
    columns: log.columns.map((column) => ({
      ...column,
      cells: (column.scope === "case" ? Int32Array.from(cases) : at).map((place) => column.cells[place]!),
    })),
  };
}
