import { type EventLog, isoOf } from "@rondo/core/mining";
import type { Counts } from "../draft/index.ts";
import { uncomputed } from "../text/formula.ts";

/** Writes a log as a table, an event in each row, under the names that mining tools expect. Traces without events have no row. */
export function writeCsvLog(log: EventLog, put: (text: string) => void): Counts {
  const has = { start: log.start !== null, resource: log.resources.length > 0, transition: log.transitions.length > 0 };
  const ofCase = log.columns.filter(({ scope }) => scope === "case");
  const ofEvent = log.columns.filter(({ scope }) => scope === "event");
  put(
    line([
      "case:concept:name",
      "concept:name",
      "time:timestamp",
      ...(has.start ? ["start_timestamp"] : []),
      ...(has.resource ? ["org:resource"] : []),
      ...(has.transition ? ["lifecycle:transition"] : []),
      ...ofCase.map(({ name }) => `case:${name}`),
      ...ofEvent.map(({ name }) => name),
    ]),
  );
  let [traces, events] = [0, 0];
  log.cases.forEach((name, each) => {
    const rows: string[] = [];
    const about = ofCase.map(({ cells, values }) => values[cells[each]!] ?? "");
    for (let at = log.offsets[each]!; at < log.offsets[each + 1]!; at += 1)
      rows.push(
        line([
          name,
          log.activities[log.activity[at]!]!,
          moment(log.time[at]!),
          ...(has.start ? [moment(log.start![at]!)] : []),
          ...(has.resource ? [log.resources[log.resource[at]!] ?? ""] : []),
          ...(has.transition ? [log.transitions[log.transition[at]!] ?? ""] : []),
          ...about,
          ...ofEvent.map(({ cells, values }) => values[cells[at]!] ?? ""),
        ]),
      );
    if (rows.length > 0) traces += 1;
    events += rows.length;
    put(rows.join(""));
  });
  return { traces, events };
}

function moment(instant: number): string {
  return Number.isNaN(instant) ? "" : isoOf(instant);
}

function line(cells: readonly string[]): string {
  return `${cells
    .map(uncomputed)
    .map((cell) => (/[",\n\r;\t|]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",")}\n`;
}
