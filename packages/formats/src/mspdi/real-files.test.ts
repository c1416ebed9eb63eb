import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { daysOfException, formatDay, parseDay } from "@rondo/core/calendar";
import { schedulePlan } from "@rondo/core/plan";
import { readMspdi, type StoredDates } from "./index.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "mspdi");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no Microsoft Project files at ${shared}; set RONDO_SHARED_DATA to where they are.`);
const files = here ? readdirSync(shared).filter((name) => name.endsWith(".xml")) : [];
const read = (name: string) => readMspdi(readFileSync(resolve(shared, name)));

test.skipIf(!here)(
  "unstarted automatic tasks of every real file have the dates, slack and critical flags that Microsoft Project stored",
  () => {
    const shares: Record<string, { tasks: number; equal: number; percent: number }> = {};
    const differences: string[] = [];
    for (const name of files) {
      const reading = read(name);
      const { entries } = schedulePlan(reading.plan);
      for (const [row, entry] of entries.entries()) {
        const { task, stored, uid } = reading.tasks[row]!;
        if (task.pinned || task.started !== undefined || task.finished) continue;
        for (const field of Object.keys(stored) as (keyof StoredDates)[]) {
          const wanted = stored[field];
          if (wanted === null) continue;
          const had = entry[field];
          const share = (shares[field] ??= { tasks: 0, equal: 0, percent: 0 });
          share.tasks++;
          // Slack is stored in tenths of a minute; ours are whole minutes.
          if (typeof wanted === "number" ? Math.abs(wanted - Number(had)) < 1 : wanted === had) share.equal++;
          else differences.push(`${name} task ${uid} ${field}: stored ${wanted}, computed ${had}`);
        }
      }
    }
    for (const share of Object.values(shares)) share.percent = Math.floor((share.equal / share.tasks) * 1000) / 10;
    console.table(shares);
    expect(differences).toEqual([]);
    expect(shares["earlyStart"]?.tasks).toBeGreaterThanOrEqual(230);
  },
);

test.skipIf(!here)("counts of every real file are those counted by hand", () => {
  const [head = "", ...lines] = readFileSync(resolve(shared, "facts.csv"), "utf8").trim().split("\n");
  const names = head.split(",");
  expect(lines.length).toBe(files.length);
  for (const line of lines) {
    const facts = Object.fromEntries(line.split(",").map((cell, index) => [names[index]!, cell]));
    const links = ["links_FS", "links_SS", "links_FF", "links_SF"].reduce((sum, name) => sum + Number(facts[name]), 0);
    expect({ file: facts["file"], ...read(facts["file"]!).counts.read }).toEqual({
      file: facts["file"],
      tasks: Number(facts["tasks"]),
      links,
      calendars: Number(facts["calendars"]),
      resources: Number(facts["resources"]),
      assignments: Number(facts["assignments"]),
    });
  }
});

test.skipIf(!here).each(["2007", "2016"])("every recurring exception of %s expands to the periods that the file stores", (version) => {
  const calendars = read(`mpxj-calendar-recurring-exceptions-${version}.xml`).calendars;
  const all = { from: parseDay("1990-01-01")!, to: parseDay("2030-01-01")! };
  const spell = (days: number[]): string[] => [...new Set(days)].toSorted((a, b) => a - b).map(formatDay);
  for (const { definition, expanded } of calendars.values()) {
    expect(definition.exceptions.length).toBe(27);
    expect(expanded.length).toBe(138);
    expect(spell(definition.exceptions.flatMap((exception) => daysOfException(exception, all.from, all.to)))).toEqual(
      spell(expanded.flatMap((period) => daysOfException(period, all.from, all.to))),
    );
  }
});
