import fc from "fast-check";
import { expect, test } from "vitest";
import { type EventLog, isoOf } from "@rondo/core/mining";
import { readCsvLog, writeCsvLog } from "../csvlog/index.ts";
import { encodeText } from "../text/index.ts";
import { type LogOptions, type LogReader, readXes, writeXes } from "../xes/index.ts";
import { readOcel, writeOcel, ocelWriter } from "./index.ts";

const all = { keepAll: true };

function read(reader: (options: LogOptions) => LogReader, text: string): ReturnType<LogReader["end"]> {
  const reading = reader(all);
  reading.write(encodeText(text));
  return reading.end();
}

function written(write: (log: EventLog, put: (text: string) => void) => unknown, log: EventLog): string {
  const parts: string[] = [];
  write(log, (text) => void parts.push(text));
  return parts.join("");
}

/** What a log says, without the numbers it says it with. */
function said(log: EventLog): unknown {
  return log.cases
    .map((name, each) => ({
      name,
      events: Array.from({ length: log.offsets[each + 1]! - log.offsets[each]! }, (_, place) => {
        const at = log.offsets[each]! + place;
        const more = log.columns
          .flatMap(({ name: key, scope, values, cells }) => (scope === "event" && cells[at] !== -1 ? [[key, values[cells[at]!]]] : []))
          .sort();
        return {
          activity: log.activities[log.activity[at]!],
          time: Number.isNaN(log.time[at]) ? null : isoOf(log.time[at]!),
          resource: log.resources[log.resource[at]!] ?? null,
          transition: log.transitions[log.transition[at]!] ?? null,
          more,
        };
      }),
    }))
    .filter(({ events }) => events.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const word = fc.stringMatching(/^[a-c"&<,;é]{1,5}$/u);
const event = fc.record({ activity: word, minute: fc.integer({ min: 0, max: 1_000 }), resource: fc.option(word), pages: fc.option(word) });
const log = fc
  .uniqueArray(fc.tuple(word, fc.array(event, { minLength: 1, maxLength: 5 })), { minLength: 1, maxLength: 5, selector: ([name]) => name })
  .map((traces) => {
    const rows = traces.flatMap(([name, events]) =>
      events.map(({ activity, minute, resource, pages }) => [
        name,
        activity,
        isoOf(1_772_461_800_000 + minute * 60_000),
        resource ?? "",
        "complete",
        pages ?? "",
      ]),
    );
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    return read(
      readCsvLog,
      `case:concept:name,concept:name,time:timestamp,org:resource,lifecycle:transition,pages\n${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`,
    ).log;
  });

test("XES, CSV and OCEL say the same of one log, and counts are those of what was written", () => {
  fc.assert(
    fc.property(log, (given) => {
      expect(said(read(readXes, written(writeXes, given)).log)).toEqual(said(given));
      expect(said(read(readCsvLog, written(writeCsvLog, given)).log)).toEqual(said(given));
      const ocel = read(readOcel, written(writeOcel, given));
      expect(said(ocel.log)).toEqual(said(given));
      expect(ocel.counts["events"]).toBe(given.activity.length);
      expect(writeXes(given, () => undefined)).toEqual({ traces: given.cases.length, events: given.activity.length });
    }),
    { numRuns: 200 },
  );
});

test("an event that names two orders stands in the trace of each, and the type is chosen by what events name once", () => {
  const text = JSON.stringify({
    objectTypes: [
      { name: "order", attributes: [] },
      { name: "item", attributes: [] },
    ],
    eventTypes: [],
    objects: [
      { id: "o1", type: "order" },
      { id: "o2", type: "order" },
      { id: "i1", type: "item" },
      { id: "i2", type: "item" },
    ],
    events: [
      {
        id: "e1",
        type: "place",
        time: "2026-03-02T09:00:00Z",
        relationships: [
          { objectId: "o1", qualifier: "" },
          { objectId: "i1", qualifier: "" },
          { objectId: "i2", qualifier: "" },
        ],
      },
      { id: "e2", type: "place", time: "2026-03-02T10:00:00Z", relationships: [{ objectId: "o2", qualifier: "" }] },
      {
        id: "e3",
        type: "send",
        time: "2026-03-03T09:00:00Z",
        relationships: [
          { objectId: "o1", qualifier: "" },
          { objectId: "o2", qualifier: "" },
        ],
      },
    ],
  });
  const reader = readOcel();
  reader.write(encodeText(text));
  const { log: found, counts, findings } = reader.end();
  expect([found.cases, Array.from(found.activity, (at) => found.activities[at])]).toEqual([
    ["o1", "o2"],
    ["place", "send", "place", "send"],
  ]);
  expect(counts).toEqual({ traces: 2, events: 3, objects: 4 });
  expect(findings.map(({ code }) => code)).toEqual(["ocel.flattened", "ocel.several"]);
});

test("what is no OCEL is refused", () => {
  for (const text of ["{}", "[]", '{"objects":[],"events":[]}', "{"])
    expect(() => read(readOcel, text)).toThrowError(expect.objectContaining({ code: "unreadable" }));
});

test("a log of many types is written in pieces and read again as that of each type, hostile names included", () => {
  const name = `=1+1 "<&>\u0000`;
  let text = "";
  const writer = ocelWriter(
    (more) => void (text += more),
    [
      { name: "run", attributes: [] },
      { name: "task", attributes: [] },
    ],
    [],
  );
  const event = (id: string, objectId: string) => ({
    id,
    type: name,
    time: "2026-03-02T09:00:00Z",
    attributes: [],
    relationships: [{ objectId, qualifier: "of" }],
  });
  const object = (type: string, id: string) => ({ id, type, attributes: [], relationships: [] });
  writer.events([]);
  writer.events([event("1", "r1"), event("2", "t1")]);
  writer.events([event("3", "r2")]);
  writer.objects([object("run", "r1")]);
  writer.objects([]);
  writer.objects([object("run", "r2"), object("task", "t1")]);
  expect(writer.end()).toEqual({ events: 3, objects: 3 });
  expect(JSON.parse(text)).toMatchObject({ eventTypes: [{ name, attributes: [] }] });
  for (const [type, cases] of [
    ["run", ["r1", "r2"]],
    ["task", ["t1"]],
  ] as const) {
    const reader = readOcel({ case: type });
    reader.write(new TextEncoder().encode(text));
    const { log, counts } = reader.end();
    expect([log.cases, log.activities, counts["events"], counts["objects"]]).toEqual([cases, [name], 3, 3]);
  }
  expect(() => writer.events([event("4", "r1")])).toThrow("before the objects");
});
