import { type Finding, type Words, words } from "@rondo/core/kernel";
import { type ColumnType, LogBuilder, readInstant, readIso } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import { TextStream } from "../text/index.ts";
import { defaultXmlLimits, XmlScanner } from "../xml/index.ts";
import { type LogOptions, type LogReader, nameless } from "./reading.ts";

/** A log of 10 GB has some 300 million elements; the memory goes into the columns, not into the text. */
const limits = { ...defaultXmlLimits, elements: 2_000_000_000 };

/** Texts of a megabyte are kept apart and collected late: in small pieces the same file took a fifth less. */
const pieceBytes = 32 * 1024;

const types = new Map<string, ColumnType>([
  ["string", "string"],
  ["date", "date"],
  ["int", "int"],
  ["float", "float"],
  ["boolean", "boolean"],
  ["id", "id"],
]);

/**
 * Reads XES (IEEE 1849) in pieces. Extensions are never fetched, defaults of `global` not applied. Attributes inside
 * attributes, lists and containers are counted and left out.
 */
export function readXes(options: LogOptions = {}): LogReader {
  const text = new TextStream();
  const builder = new LogBuilder();
  const tally = { nameless: 0, timeless: 0, badTime: 0, loose: 0, nested: 0, unnamedCases: 0 };
  const keys = {
    case: options.case ?? "concept:name",
    activity: options.activity ?? "concept:name",
    time: options.time ?? "time:timestamp",
    start: options.start ?? "start_timestamp",
    resource: options.resource ?? "org:resource",
  };
  const keepAll = options.keepAll === true;
  let inTrace = -1;
  let inEvent = false;
  let caseName: string | null = null;
  let activity: string | null = null;
  let time = Number.NaN;
  let start = Number.NaN;
  let resource: string | null = null;
  let transition: string | null = null;
  let timeSeen = false;

  const scanner = new XmlScanner(
    {
      open(name, depth) {
        if (depth === 0) {
          if (local(name) !== "log")
            throw unreadable(`This is no event log: it begins with <${name.slice(0, 40)}>, not <log>`, scanner.place());
        } else if (depth === 1) {
          if (local(name) === "trace") {
            inTrace = builder.openCase();
            caseName = null;
          } else if (local(name) === "event") tally.loose += 1;
        } else if (inTrace !== -1 && depth === 2) {
          if (local(name) === "event") {
            inEvent = true;
            activity = resource = transition = null;
            time = start = Number.NaN;
            timeSeen = false;
          } else caseAttribute(name);
        } else if (inTrace !== -1 && depth === 3) {
          if (inEvent) eventAttribute(name);
          else tally.nested += 1;
        } else if (inTrace !== -1) tally.nested += 1;
      },
      close(_, depth) {
        if (depth === 2 && inEvent) {
          inEvent = false;
          if (activity === null) tally.nameless += 1;
          if (Number.isNaN(time)) tally[timeSeen ? "badTime" : "timeless"] += 1;
          builder.addEvent(inTrace, { activity: activity ?? nameless, time, start, resource, transition });
        } else if (depth === 1 && inTrace !== -1) {
          if (caseName === null) tally.unnamedCases += 1;
          builder.nameCase(inTrace, caseName ?? `trace ${inTrace + 1}`);
          inTrace = -1;
        }
      },
    },
    limits,
  );

  const caseAttribute = (name: string): void => {
    const key = scanner.value("key");
    if (key === null) return;
    const value = scanner.value("value");
    if (value === null) return;
    if (key === keys.case) caseName = value;
    else if (keepAll) builder.keep("case", inTrace, key, types.get(local(name)) ?? "string", value);
  };

  const eventAttribute = (name: string): void => {
    const key = scanner.word("key");
    if (key === null) return;
    if (key === keys.time || key === keys.start) {
      const value = scanner.value("value");
      if (value === null) return;
      if (key === keys.time) {
        time = instant(value);
        timeSeen = true;
      } else start = instant(value);
      return;
    }
    const value = scanner.word("value");
    if (value === null) return;
    if (key === keys.activity) activity = value;
    else if (key === keys.resource) resource = value;
    else if (key === "lifecycle:transition") transition = value;
    else if (keepAll) builder.keep("event", builder.events, key, types.get(local(name)) ?? "string", value);
  };

  return {
    write(bytes) {
      for (let at = 0; at < bytes.length; at += pieceBytes) scanner.write(text.write(bytes.subarray(at, at + pieceBytes)));
    },
    end() {
      scanner.write(text.end());
      scanner.end();
      const log = builder.done();
      const counts = { traces: builder.cases, events: builder.events };
      return { format: "xes", log, counts, findings: findingsOf(tally, builder, options) };
    },
  };
}

function instant(value: string): number {
  const iso = readIso(value);
  return Number.isNaN(iso) ? readInstant(value) : iso;
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function findingsOf(
  tally: Readonly<Record<"nameless" | "timeless" | "badTime" | "loose" | "nested" | "unnamedCases", number>>,
  { cases, events }: { cases: number; events: number },
  options: LogOptions,
): Finding[] {
  const told: Finding[] = [];
  const tell = (code: string, severity: Finding["severity"], text: Words, count: number): void => {
    if (count > 0) told.push({ code, severity, ...text, params: { count } });
  };
  if (cases === 0) told.push({ code: "log.empty", severity: "warning", ...words`The log has no traces.` });
  const all = events > 0 && tally.nameless === events;
  tell(
    "log.nameless",
    all ? "error" : "warning",
    all
      ? words`No event has the attribute "${options.activity ?? "concept:name"}": say with --activity which one names what happened.`
      : words`${tally.nameless} of ${events} events have no name; they are called "${nameless}".`,
    tally.nameless,
  );
  tell(
    "log.timeless",
    "warning",
    words`${tally.timeless} of ${events} events have no time; they keep their order in the file.`,
    tally.timeless,
  );
  tell(
    "log.time-unreadable",
    "warning",
    words`${tally.badTime} of ${events} events have a time that can't be read; they keep their order in the file.`,
    tally.badTime,
  );
  tell("log.loose-events", "warning", words`${tally.loose} events stand outside of any trace and are left out.`, tally.loose);
  tell("log.nested", "info", words`${tally.nested} attributes inside other attributes are left out.`, tally.nested);
  tell("log.unnamed-cases", "info", words`${tally.unnamedCases} traces have no name and are numbered.`, tally.unnamedCases);
  return told;
}
