import type { EventLog } from "./event-log.ts";

/**
 * One event for each performance. Where a log has both `start` and `complete` (or other) events, what happened is the
 * completions, and the start before each becomes its beginning; a log without completions keeps every event.
 */
export function completionsOf(log: EventLog): EventLog {
  const complete = log.transitions.findIndex((name) => /^complete$/i.test(name));
  if (complete === -1 || log.transition.every((transition) => transition === complete || transition === -1)) return log;
  const begun = log.transitions.findIndex((name) => /^start$/i.test(name));
  const kept: number[] = [];
  const start = new Float64Array(log.activity.length).fill(Number.NaN);
  const offsets = new Int32Array(log.offsets.length);
  for (let each = 0; each < log.cases.length; each += 1) {
    const open = new Map<number, number[]>();
    for (let at = log.offsets[each]!; at < log.offsets[each + 1]!; at += 1) {
      const transition = log.transition[at]!;
      const activity = log.activity[at]!;
      if (transition === begun && begun !== -1) {
        const waiting = open.get(activity);
        if (waiting === undefined) open.set(activity, [at]);
        else waiting.push(at);
      } else if (transition === complete || transition === -1) {
        const from = open.get(activity)?.shift();
        start[kept.length] = log.start?.[at] ?? Number.NaN;
        if (from !== undefined) start[kept.length] = log.time[from]!;
        kept.push(at);
      }
    }
    offsets[each + 1] = kept.length;
  }
  const at = Int32Array.from(kept);
  return {
    ...log,
    offsets,
    activity: at.map((event) => log.activity[event]!),
    resource: at.map((event) => log.resource[event]!),
    transition: at.map((event) => log.transition[event]!),
    time: Float64Array.from(at, (event) => log.time[event]!),
    start: begun === -1 && log.start === null ? null : start.slice(0, kept.length),
    columns: log.columns.map((column) =>
      column.scope === "case" ? column : { ...column, cells: at.map((event) => column.cells[event]!) },
    ),
  };
}
