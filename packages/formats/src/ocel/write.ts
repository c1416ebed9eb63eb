import { type ColumnType, type EventLog, isoOf } from "@rondo/core/mining";
import type { Counts } from "../draft/index.ts";

const types: Readonly<Record<ColumnType, string>> = {
  string: "string",
  id: "string",
  date: "time",
  int: "integer",
  float: "float",
  boolean: "boolean",
};

/** OCEL asks for a time on every event; those of a log without any stand at the beginning of 1970. */
const beginning = "1970-01-01T00:00:00.000Z";

/** Writes a log as object-centric event log (OCEL 2.0, JSON): each case and each resource is an object. */
export function writeOcel(log: EventLog, put: (text: string) => void): Counts {
  const ofCase = log.columns.filter(({ scope }) => scope === "case");
  const ofEvent = log.columns.filter(({ scope }) => scope === "event");
  const attributes = [
    ...ofEvent.map(({ name, type }) => ({ name, type: types[type] })),
    ...(log.transitions.length > 0 ? [{ name: "lifecycle:transition", type: "string" }] : []),
    { name: "org:resource", type: "string" },
  ];
  const taken = new Set<string>();
  const idOf = (wanted: string): string => {
    let id = wanted;
    for (let copy = 2; taken.has(id); copy += 1) id = `${wanted} (${copy})`;
    taken.add(id);
    return id;
  };
  const cases = log.cases.map(idOf);
  const resources = log.resources.map((name) => idOf(name));
  const list = (items: Iterable<unknown>): void => {
    let first = true;
    for (const item of items) {
      put(`${first ? "" : ","}\n${JSON.stringify(item)}`);
      first = false;
    }
    put("\n]");
  };
  put('{"objectTypes":[');
  list([
    { name: "case", attributes: ofCase.map(({ name, type }) => ({ name, type: types[type] })) },
    ...(resources.length > 0 ? [{ name: "resource", attributes: [] }] : []),
  ]);
  put(',"eventTypes":[');
  list(log.activities.map((name) => ({ name, attributes })));
  put(',"objects":[');
  list(objects());
  put(',"events":[');
  let events = 0;
  list(happened());
  put("}\n");
  return { traces: cases.length, events, objects: cases.length + resources.length };

  /** A resource whose name a case has already. */
  function renamed(resource: number): boolean {
    return resource !== -1 && resources[resource] !== log.resources[resource];
  }

  function* objects(): Generator<unknown> {
    for (const [each, id] of cases.entries())
      yield {
        id,
        type: "case",
        attributes: ofCase.flatMap(({ name, cells, values }) =>
          cells[each] === -1 ? [] : [{ name, time: beginning, value: values[cells[each]!]! }],
        ),
        relationships: [],
      };
    for (const id of resources) yield { id, type: "resource", attributes: [], relationships: [] };
  }

  function* happened(): Generator<unknown> {
    for (const [each, id] of cases.entries())
      for (let at = log.offsets[each]!; at < log.offsets[each + 1]!; at += 1) {
        events += 1;
        const transition = log.transitions[log.transition[at]!];
        yield {
          id: `e${events}`,
          type: log.activities[log.activity[at]!]!,
          time: Number.isNaN(log.time[at]) ? beginning : isoOf(log.time[at]!),
          attributes: [
            ...ofEvent.flatMap(({ name, cells, values }) => (cells[at] === -1 ? [] : [{ name, value: values[cells[at]!]! }])),
            ...(transition === undefined ? [] : [{ name: "lifecycle:transition", value: transition }]),
            ...(renamed(log.resource[at]!) ? [{ name: "org:resource", value: log.resources[log.resource[at]!]! }] : []),
          ],
          relationships: [
            { objectId: id, qualifier: "case" },
            ...(log.resource[at] === -1 ? [] : [{ objectId: resources[log.resource[at]!]!, qualifier: "resource" }]),
          ],
        };
      }
  }
}
