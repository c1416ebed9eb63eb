import { type ColumnType, type EventLog, isoOf } from "@rondo/core/mining";
import { attributesOf } from "./attributes.ts";
import type { Counts } from "../draft/index.ts";

export type XesWriter = { traces(log: EventLog): void; end(): Counts };

/**
 * Writes a log as XES (IEEE 1849), a trace at a time. Times are written in UTC. What the standard’s schema has no place for
 * (a key with a blank, a word where a number was said to be) is written as something that it has.
 */
export function writeXes(log: EventLog, put: (text: string) => void): Counts {
  const writer = xesWriter(put);
  writer.traces(log);
  return writer.end();
}

/** The same of a log that comes in pieces, each with whole traces. */
export function xesWriter(put: (text: string) => void): XesWriter {
  put(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
      ...["Concept concept", "Time time", "Lifecycle lifecycle", "Organizational org"].map((words) => {
        const [name, prefix] = words.split(" ") as [string, string];
        return `  <extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`;
      }),
      // Both have a name always. What a classifier is made of is declared as something that every event has.
      '  <global scope="trace">\n    <string key="concept:name" value=""/>\n  </global>',
      '  <global scope="event">\n    <string key="concept:name" value=""/>\n  </global>',
      '  <classifier name="Activity" scope="event" keys="concept:name"/>',
      "",
    ].join("\n"),
  );
  let [traces, events] = [0, 0];
  return {
    traces(log) {
      const attributes = attributesOf(log.columns);
      log.cases.forEach((_, each) => put(traceOf(log, attributes, each)));
      traces += log.cases.length;
      events += log.activity.length;
    },
    end() {
      put("</log>\n");
      return { traces, events };
    },
  };
}

function traceOf(log: EventLog, attributes: ReturnType<typeof attributesOf>, each: number): string {
  const lines = ["  <trace>", attribute(4, "string", "concept:name", log.cases[each]!)];
  for (const { scope, cells, key, values } of attributes)
    if (scope === "case" && cells[each] !== -1) lines.push(attribute(4, values[cells[each]!]!.type, key, values[cells[each]!]!.value));
  for (let at = log.offsets[each]!; at < log.offsets[each + 1]!; at += 1) {
    lines.push("    <event>", attribute(6, "string", "concept:name", log.activities[log.activity[at]!]!));
    if (!Number.isNaN(log.time[at])) lines.push(attribute(6, "date", "time:timestamp", isoOf(log.time[at]!)));
    const start = log.start?.[at] ?? Number.NaN;
    if (!Number.isNaN(start)) lines.push(attribute(6, "date", "start_timestamp", isoOf(start)));
    if (log.resource[at] !== -1) lines.push(attribute(6, "string", "org:resource", log.resources[log.resource[at]!]!));
    if (log.transition[at] !== -1) lines.push(attribute(6, "string", "lifecycle:transition", log.transitions[log.transition[at]!]!));
    for (const { scope, cells, key, values } of attributes)
      if (scope === "event" && cells[at] !== -1) lines.push(attribute(6, values[cells[at]!]!.type, key, values[cells[at]!]!.value));
    lines.push("    </event>");
  }
  lines.push("  </trace>", "");
  return lines.join("\n");
}

function attribute(indent: number, type: ColumnType, key: string, value: string): string {
  return `${" ".repeat(indent)}<${type} key="${escaped(key)}" value="${escaped(value)}"/>`;
}

/** What XML has no character for becomes the replacement mark. */
function escaped(text: string): string {
  return text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, "\uFFFD").replace(/[&<>"\n\r\t]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
