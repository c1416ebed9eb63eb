import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { accepts, automatonOf, completionsOf, discoverTree, type EventLog, isoOf, traceOf, variantsOf } from "@rondo/core/mining";
import { readCsvLog } from "../csvlog/index.ts";
import { type LogReading, readXes } from "./index.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "eventlogs");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no event logs at ${shared}; set RONDO_SHARED_DATA to where they are.`);

type Facts = {
  traces: number;
  events: number;
  activities: number;
  resources: number;
  variants_timestamp_order: number;
  lifecycle: Record<string, number>;
  min_trace_len: number;
  max_trace_len: number;
  first: string | null;
  last: string | null;
  events_without_valid_timestamp: number;
  directly_follows_pairs: number;
  activity_counts: Record<string, number>;
};
const facts = here ? (JSON.parse(readFileSync(resolve(shared, "facts.json"), "utf8")) as Record<string, Facts>) : {};

function read(name: string): LogReading {
  const bytes = readFileSync(resolve(shared, name));
  const plain = name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  const reader = name.includes(".csv") ? readCsvLog() : readXes();
  // In pieces of an odd length, so that tags and characters are cut everywhere.
  for (let at = 0; at < plain.length; at += 7_919) reader.write(plain.subarray(at, at + 7_919));
  return reader.end();
}

function pairs(log: EventLog): number {
  const found = new Set<number>();
  for (let each = 0; each < log.cases.length; each += 1)
    for (let at = log.offsets[each]! + 1; at < log.offsets[each + 1]!; at += 1)
      found.add(log.activity[at - 1]! * log.activities.length + log.activity[at]!);
  return found.size;
}

test.skipIf(!here)(
  "every log's counts are those that were counted apart",
  () => {
    expect(Object.keys(facts).length).toBeGreaterThanOrEqual(17);
    for (const [name, fact] of Object.entries(facts)) {
      const { log, counts } = read(name);
      const lengths = log.cases.map((_, each) => log.offsets[each + 1]! - log.offsets[each]!);
      const times = log.time.filter((time) => !Number.isNaN(time));
      const tally = (numbers: Int32Array, names: readonly string[], none: string): Record<string, number> => {
        const found: Record<string, number> = {};
        for (const at of numbers) found[names[at] ?? none] = (found[names[at] ?? none] ?? 0) + 1;
        return found;
      };
      expect([
        name,
        {
          ...counts,
          activities: log.activities.length,
          resources: log.resources.length,
          variants: variantsOf(log).counts.length,
          lifecycle: tally(log.transition, log.transitions, "(none)"),
          activityCounts: tally(log.activity, log.activities, ""),
          shortest: Math.min(...lengths),
          longest: Math.max(...lengths),
          first: times.length === 0 ? null : isoOf(Math.min(...times)),
          last: times.length === 0 ? null : isoOf(Math.max(...times)),
          timeless: log.time.length - times.length,
          pairs: pairs(log),
        },
      ]).toEqual([
        name,
        {
          traces: fact.traces,
          events: fact.events,
          activities: fact.activities,
          resources: fact.resources,
          variants: fact.variants_timestamp_order,
          lifecycle: fact.lifecycle,
          activityCounts: fact.activity_counts,
          shortest: fact.min_trace_len,
          longest: fact.max_trace_len,
          first: fact.first === null ? null : new Date(fact.first).toISOString(),
          last: fact.last === null ? null : new Date(fact.last).toISOString(),
          timeless: fact.events_without_valid_timestamp,
          pairs: fact.directly_follows_pairs,
        },
      ]);
    }
  },
  60_000,
);

test.skipIf(!here)(
  "the Inductive Miner's model accepts every variant of every log, with every event and with completions alone",
  () => {
    for (const name of Object.keys(facts)) {
      const { log: whole } = read(name);
      for (const log of new Set([whole, completionsOf(whole)])) {
        const variants = variantsOf(log);
        const automaton = automatonOf(discoverTree(log, variants), log.activities)!;
        const refused = Array.from(variants.example).filter((example) => !accepts(automaton, traceOf(log, example)));
        expect([name, refused]).toEqual([name, []]);
      }
    }
  },
  60_000,
);
