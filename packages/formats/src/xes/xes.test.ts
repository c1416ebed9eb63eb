import { expect, test } from "vitest";
import { isoOf, traceOf } from "@rondo/core/mining";
import { type LogReading, readXes, writeXes } from "./index.ts";

function read(inside: string): LogReading {
  const reader = readXes();
  const bytes = new TextEncoder().encode(`<log xes.version="1.0">${inside}</log>`);
  for (let at = 0; at < bytes.length; at += 13) reader.write(bytes.subarray(at, at + 13));
  return reader.end();
}
const event = (name: string, time: string | null = null): string =>
  `<event><string key="concept:name" value="${name}"/>${time === null ? "" : `<date key="time:timestamp" value="${time}"/>`}</event>`;
const named = ({ log }: LogReading, trace: number): string[] => Array.from(traceOf(log, trace), (at) => log.activities[at] as string);

test("events without a time keep their order in the file, and how many there are is told", () => {
  const reading = read(`<trace>${event("receive")}${event("scan")}${event("shelve")}</trace>`);
  expect(named(reading, 0)).toEqual(["receive", "scan", "shelve"]);
  expect([...reading.log.time].every(Number.isNaN)).toBe(true);
  expect(reading.findings).toContainEqual(expect.objectContaining({ code: "log.timeless", severity: "warning", params: { count: 3 } }));
});

test("a time that cannot be read is none, and is told apart from one that is missing", () => {
  const { findings } = read(`<trace>${event("receive", "yesterday")}${event("scan")}${event("shelve", "2026-03-02T09:00:00Z")}</trace>`);
  expect(findings.map(({ code, params }) => [code, params?.["count"]])).toEqual(
    expect.arrayContaining([
      ["log.timeless", 1],
      ["log.time-unreadable", 1],
    ]),
  );
});

test("events out of order stand in the order of their times, traces in that of the file", () => {
  const reading = read(
    `<trace><string key="concept:name" value="later"/>${event("shelve", "2026-03-04T09:00:00Z")}${event("receive", "2026-03-02T09:00:00Z")}</trace>` +
      `<trace><string key="concept:name" value="earlier"/>${event("receive", "2026-01-02T09:00:00Z")}</trace>`,
  );
  expect(reading.log.cases).toEqual(["later", "earlier"]);
  expect(named(reading, 0)).toEqual(["receive", "shelve"]);
  expect(isoOf(reading.log.time[reading.log.offsets[0]!]!)).toBe("2026-03-02T09:00:00.000Z");
});

test("an extension's address and a stylesheet's are passed over: a reader of bytes has nothing to fetch them with", () => {
  const { counts, findings } = read(
    `<extension name="Concept" prefix="concept" uri="http://169.254.169.254/concept.xesext"/><extension name="X" prefix="x" uri="file:///etc/passwd"/><trace>${event("scan", "2026-03-02T09:00:00Z")}</trace>`,
  );
  expect([counts, findings.filter(({ severity }) => severity !== "info")]).toEqual([{ traces: 1, events: 1 }, []]);
});

test("a log without traces, with events outside of any and with names for nothing, is read and told", () => {
  expect(read("").findings.map(({ code }) => code)).toContain("log.empty");
  const { counts, findings } = read(`${event("loose")}<trace><event/></trace>`);
  expect(counts).toEqual({ traces: 1, events: 1 });
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["log.loose-events", "log.nameless", "log.unnamed-cases"]));
});

test("what is written declares what its classifier is made of, and reads back the same", () => {
  const { log } = read(`<trace>${event("receive", "2026-03-02T09:00:00Z")}${event("scan")}</trace>`);
  let text = "";
  writeXes(log, (piece) => void (text += piece));
  expect(text).toMatch(
    /<global scope="event">\s*<string key="concept:name"[\s\S]*<classifier name="Activity" scope="event" keys="concept:name"/,
  );
  const reader = readXes();
  reader.write(new TextEncoder().encode(text));
  const back = reader.end();
  expect([named(back, 0), back.counts]).toEqual([["receive", "scan"], { traces: 1, events: 2 }]);
});
