import { completionsOf, type EventLog } from "@rondo/core/mining";
import type { Container, WorkItem } from "@rondo/core/sameness";

/** So many cases, evenly spread over the log, are as many as an audit can tell apart. */
const mostCases = 3_000;

/** An event log as an audit sees it: each case is a piece of work that walks from activity to activity. */
export function containerOfLog(whole: EventLog, name: string, id: string): Container {
  const log = completionsOf(whole);
  const step = Math.max(1, log.cases.length / mostCases);
  const minute = (time: number): number | null => (Number.isNaN(time) ? null : Math.round(time / 60_000));
  const columns = log.columns
    .filter((column) => column.scope === "case" && column.name !== "concept:name" && column.values.length > 1)
    .slice(0, 20);
  const items: WorkItem[] = [];
  for (let place = 0; place < log.cases.length; place += step) {
    const each = Math.floor(place);
    const [first, end] = [log.offsets[each]!, log.offsets[each + 1]!];
    if (end === first) continue;
    const walk = Array.from({ length: end - first }, (_, at) => ({
      place: log.activities[log.activity[first + at]!]!,
      at: minute(log.time[first + at]!),
    }));
    items.push({
      title: log.cases[each]!,
      role: log.resources[log.resource[first]!] ?? null,
      created: minute(log.time[first]!),
      started: minute(log.time[first]!),
      finished: minute(log.time[end - 1]!),
      done: true,
      parent: null,
      parts: [],
      walk,
      milestone: false,
      fields: columns.flatMap((column) =>
        column.cells[each] === -1 ? [] : [{ name: column.name, value: column.values[column.cells[each]!]! }],
      ),
    });
  }
  return {
    id,
    name,
    items,
    links: 0,
    owner: null,
    plannedEnd: null,
    written: false,
    people: [...log.resources].slice(0, 500),
    recorded: log.cases.length,
  };
}
