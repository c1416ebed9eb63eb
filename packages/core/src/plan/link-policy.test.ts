import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCalendar, formatWall, parseWall, standardCalendar } from "../calendar/index.ts";
import type { LinkPolicyName } from "../schedule/index.ts";
import { schedulePlan, type Plan, type PlanEntry, type PlanLink, type PlanTask } from "./index.ts";

fc.configureGlobal({ numRuns: Number(process.env["RONDO_RUNS"] ?? 60) });

const start = "2026-03-02T08:00";
const calendar = compileCalendar(standardCalendar, { from: parseWall(start)! - 525_600, to: parseWall(start)! + 5_256_000 });
const length = fc.constantFrom(0, 60, 480, 1000, 2400);
const day = fc.integer({ min: 0, max: 60 }).map((days) => formatWall(parseWall(start)! + days * 1440));
const lags = fc.record({ minutes: fc.constantFrom(0, 0, 0, 60, 480, -120), kind: fc.constantFrom("working" as const, "elapsed" as const) });
const types = fc.constantFrom("FS" as const, "FS" as const, "SS" as const, "FF" as const, "SF" as const);
const policies = fc.constantFrom<LinkPolicyName>("conflict", "gap", "earliest");

const sketch = fc.record({ length, at: fc.option(day, { freq: 2 }), inside: fc.option(fc.nat(4), { freq: 3 }) });

/** Plans of up to twenty tasks, some inside five summaries, some not before a day, linked forwards in every way. */
const plans: fc.Arbitrary<Plan> = fc
  .record({
    tasks: fc.array(sketch, { minLength: 1, maxLength: 20 }),
    links: fc.array(fc.record({ a: fc.nat(24), b: fc.nat(24), type: types, lag: lags }), { maxLength: 30 }),
  })
  .map(({ tasks, links }) => {
    const heads = Array.from({ length: 5 }, (_, index): PlanTask => ({
      id: `s${index}`,
      parent: null,
      title: `s${index}`,
      workingMinutes: 0,
    }));
    const leaves = tasks.map(({ length, at, inside }, index): PlanTask => ({
      id: String(index),
      parent: inside === null ? null : `s${inside}`,
      title: String(index),
      workingMinutes: length,
      ...(at === null ? {} : { constraint: { type: "SNET" as const, at } }),
    }));
    const all = [...leaves, ...heads];
    return {
      start,
      calendar: standardCalendar,
      tasks: all,
      links: links.flatMap(({ a, b, type, lag }): PlanLink[] => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((at) => all[at % all.length]!.id);
        return from === to ? [] : [{ from: from!, to: to!, type, lag }];
      }),
    };
  })
  .filter((plan) => schedulePlan(plan).findings.every((finding) => finding.code !== "plan.loop"));

/** The same plan, standing where it was computed to be. */
function standing(plan: Plan, linkPolicy: LinkPolicyName, entries: readonly PlanEntry[], freed: readonly string[] = []): Plan {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    ...plan,
    linkPolicy,
    tasks: plan.tasks.map(({ stood: _, ...task }) => {
      const entry = known.get(task.id);
      return entry ? { ...task, stood: { start: entry.start, finish: entry.finish, free: freed.includes(task.id) } } : task;
    }),
  };
}

type Edit = { pick: number; length: number | null; at: string | null };
const edits: fc.Arbitrary<Edit> = fc.record({ pick: fc.nat(19), length: fc.option(length), at: fc.option(day) });

function edited(plan: Plan, { pick, length, at }: Edit): { plan: Plan; id: string } {
  const leaves = plan.tasks.filter((task) => !task.id.startsWith("s"));
  const { id } = leaves[pick % leaves.length]!;
  const tasks = plan.tasks.map((task) =>
    task.id !== id
      ? task
      : {
          ...task,
          ...(length === null ? {} : { workingMinutes: length }),
          ...(at === null ? {} : { constraint: { type: "SNET" as const, at } }),
        },
  );
  return { id, plan: { ...plan, tasks } };
}

/** Where a plan has come to after some edits, each from where the one before it left things. */
function worked(plan: Plan, policy: LinkPolicyName, list: readonly Edit[]): { plan: Plan; entries: readonly PlanEntry[] } {
  let now = { plan, entries: schedulePlan(plan).entries };
  for (const edit of list) {
    const next = edited(now.plan, edit);
    now = { plan: next.plan, entries: schedulePlan(standing(next.plan, policy, now.entries, edit.at === null ? [] : [next.id])).entries };
  }
  return now;
}

/** A day's end and the next morning are one moment of working time; a milestone stands at the end of what it waits for. */
const moment = (at: string): number => calendar.next(parseWall(at)!);

const dates = (entries: readonly PlanEntry[]) =>
  entries.map(({ id, start, finish, totalSlackMinutes }) => ({ id, start, finish, totalSlackMinutes }));

test("work that becomes a milestone stands where what it waits for ends, not at the next morning", () => {
  const at = (workingMinutes: number, stood?: { start: string; finish: string }) =>
    schedulePlan({
      start: "2026-03-02T08:00",
      calendar: standardCalendar,
      linkPolicy: "conflict",
      tasks: [
        { id: "pack", parent: null, title: "Pack", workingMinutes: 480 },
        { id: "packed", parent: null, title: "Packed", workingMinutes, ...(stood && { stood }) },
      ],
      links: [{ from: "pack", to: "packed", type: "FS", lag: { minutes: 0, kind: "working" } }],
    });
  const before = at(480).entries[1]!;
  expect(before).toMatchObject({ start: "2026-03-03T08:00" });
  const after = at(0, before);
  expect(after.entries[1]).toMatchObject({ start: "2026-03-02T17:00", finish: "2026-03-02T17:00" });
  expect(after.finish).toBe("2026-03-02T17:00");
});

test("a plan that did not change stands where it stood, whatever its policy and whatever was done to it before", () => {
  fc.assert(
    fc.property(plans, policies, fc.array(edits, { maxLength: 4 }), (plan, policy, list) => {
      const now = worked(plan, policy, list);
      expect(dates(schedulePlan(standing(now.plan, policy, now.entries)).entries)).toEqual(dates(now.entries));
    }),
  );
});

test("pushing on conflict moves nothing earlier, and exactly as far as not-before dates at every place would", () => {
  fc.assert(
    fc.property(plans, fc.array(edits, { maxLength: 3 }), edits, (plan, list, edit) => {
      const before = worked(plan, "conflict", list);
      const { plan: changed, id } = edited(before.plan, edit);
      const freed = edit.at === null ? [] : [id];
      const after = schedulePlan(standing(changed, "conflict", before.entries, freed)).entries;
      const known = new Map(before.entries.map((entry) => [entry.id, entry]));
      for (const entry of after)
        if (!entry.summary && entry.id !== id) expect(moment(entry.start)).toBeGreaterThanOrEqual(moment(known.get(entry.id)!.start));
      const oracle = schedulePlan({
        ...changed,
        tasks: changed.tasks.map((task) => {
          const at = [task.constraint?.at, freed.includes(task.id) || known.get(task.id)?.summary ? undefined : known.get(task.id)?.start]
            .filter((one) => one !== undefined)
            .sort()
            .at(-1);
          return at === undefined ? task : { ...task, constraint: { type: "SNET" as const, at } };
        }),
      }).entries;
      // A task that waits for nothing may by its own date begin before the project does; there it stands.
      for (const [row, entry] of after.entries())
        if (entry.start >= start) expect([entry.id, moment(entry.start)]).toEqual([entry.id, moment(oracle[row]!.start)]);
    }),
  );
});

test("where links keep their gaps, a follower moves as far as the one it waits for, both ways", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ length: fc.constantFrom(60, 480, 1000), gap: fc.constantFrom(0, 240, 960) }), { minLength: 2, maxLength: 8 }),
      fc.nat(20),
      fc.nat(20),
      (chain, first, second) => {
        const tasks = chain.map(({ length }, index): PlanTask => ({ id: String(index), parent: null, title: "", workingMinutes: length }));
        const links = tasks
          .slice(1)
          .map((task, index): PlanLink => ({ from: String(index), to: task.id, type: "FS", lag: { minutes: 0, kind: "working" } }));
        const plan: Plan = { start, calendar: standardCalendar, tasks, links };
        const place = (days: number) => formatWall(calendar.next(parseWall(start)! + days * 1440));
        // Everything a while after what it waits for.
        let at = parseWall(place(first))!;
        const put = chain.map(({ length, gap }) => {
          const begin = calendar.next(calendar.add(at, gap));
          at = calendar.add(begin, length);
          return { start: formatWall(begin), finish: formatWall(at) };
        });
        const stood = tasks.map((task, index) => ({ ...task, stood: put[index]! }));
        const held = schedulePlan({ ...plan, linkPolicy: "gap", tasks: stood }).entries;
        expect(held.map((entry) => entry.start)).toEqual(put.map((one) => one.start));
        const moved = schedulePlan({
          ...plan,
          linkPolicy: "gap",
          tasks: [{ ...stood[0]!, stood: { ...put[0]!, free: true }, constraint: { type: "SNET", at: place(second) } }, ...stood.slice(1)],
        }).entries;
        moved
          .slice(1)
          .forEach((entry, index) =>
            expect(calendar.between(parseWall(moved[index]!.finish)!, parseWall(entry.start)!)).toBe(chain[index + 1]!.gap),
          );
      },
    ),
  );
});

test("under any policy no task begins before its links allow", () => {
  fc.assert(
    fc.property(plans, policies, fc.array(edits, { minLength: 1, maxLength: 4 }), (plan, policy, list) => {
      const now = worked(plan, policy, list);
      // With everything pinned where it is, every link must be kept: pushed on conflict from there, nothing moves.
      expect(dates(schedulePlan(standing(now.plan, "conflict", now.entries)).entries).map((entry) => entry.start)).toEqual(
        now.entries.map((entry) => entry.start),
      );
    }),
  );
});

test("completed work stands where it was done, whatever pushes or pulls", () => {
  fc.assert(
    fc.property(plans, policies, edits, fc.nat(19), (plan, policy, edit, pick) => {
      const before = schedulePlan(plan).entries;
      const leaves = plan.tasks.filter((task) => !task.id.startsWith("s"));
      const done = leaves[pick % leaves.length]!.id;
      const finished = {
        start: before.find((entry) => entry.id === done)!.start,
        finish: before.find((entry) => entry.id === done)!.finish,
      };
      const changed = edited({ ...plan, tasks: plan.tasks.map((task) => (task.id === done ? { ...task, finished } : task)) }, edit).plan;
      const after = schedulePlan(standing(changed, policy, before)).entries.find((entry) => entry.id === done)!;
      expect({ start: after.start, finish: after.finish }).toEqual(finished);
    }),
  );
});
