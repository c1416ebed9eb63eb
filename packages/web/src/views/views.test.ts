import { english } from "@rondo/core/view";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Attribute, Row } from "./attributes.ts";
import { definitionOf, plainDefinition, readSearch, searchOf } from "./definition.ts";
import { grouped, linesOf } from "./groups.ts";
import type { Speech } from "./language.ts";
import { comparing, ordered } from "./order.ts";
import { type Read, RowStore } from "./row-store.ts";
import { offersFor } from "./suggest.ts";
import { maySet, painted, wasOf } from "./values.ts";

const attribute = (key: string, type: Attribute["type"], more: Partial<Attribute> = {}): Attribute => ({
  key,
  type,
  of: ["tasks"],
  label: key,
  isOwn: false,
  width: 100,
  end: false,
  ...more,
});
const [title, due, priority, effort] = [
  attribute("title", "text"),
  attribute("due", "date"),
  attribute("priority", "choice"),
  attribute("effort", "duration"),
];
const row = (id: string, more: Partial<Row> = {}): Row => ({
  kind: "task",
  id,
  title: id,
  version: 1,
  state: "open",
  created: "2026-03-01T00:00:00Z",
  ...more,
});
const names = (id: string) => id;

test("rows that find their place anew stand where sorting all of them would put them", () => {
  const some = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 60 }).map((n) => `r${n}`),
      effort: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      title: fc.constantFrom("Ä", "a", "b", "z10", "z9"),
    }),
    { selector: (one) => one.id, maxLength: 30 },
  );
  const rowsOf = (list: { id: string; effort: number | undefined; title: string }[]) =>
    list.map((one) => row(one.id, { title: one.title, ...(one.effort !== undefined && { effort: one.effort }) }));
  fc.assert(
    fc.property(some, some, fc.boolean(), (first, second, down) => {
      const compare = comparing(
        [
          { attribute: effort, down },
          { attribute: title, down: false },
        ],
        names,
        "en",
        10,
      );
      const before = ordered(rowsOf(first), compare, null);
      const changed = new Map(rowsOf(second).map((one) => [one.id, one]));
      const next = [...before.from.filter((one) => !changed.has(one.id)), ...changed.values()];
      expect(ordered(next, compare, before).rows).toEqual(next.toSorted(compare));
    }),
  );
});

test("a group has what it sums, folds away, and the one without a value is last", () => {
  const rows = [
    row("a", { priority: "low", effort: 30 }),
    row("b", { effort: 5 }),
    row("c", { priority: "urgent", effort: 60 }),
    row("d", { priority: "low", effort: 10 }),
  ];
  const days = { today: "2026-03-04", weekEnd: "2026-03-08", dayAt: (instant: string) => instant.slice(0, 10) };
  const groups = grouped(rows, priority, days, names, [effort]);
  expect(groups.map((group) => [group.key, group.rows.length, group.sums["effort"]])).toEqual([
    ["urgent", 1, 60],
    ["low", 2, 40],
    ["", 1, 5],
  ]);
  const lines = linesOf(rows, groups, new Set(["low"]));
  expect(lines.count).toBe(5);
  expect([lines.indexOf("a"), lines.indexOf("c"), lines.indexOf("b")]).toEqual([-1, 1, 4]);
  const byDay = grouped(
    [
      row("l", { due: "2026-03-03T00:00:00Z" }),
      row("x", { due: "2026-03-03T00:00:00Z", state: "done" }),
      row("t", { due: "2026-03-04T00:00:00Z" }),
      row("w", { due: "2026-03-08T00:00:00Z" }),
      row("n", { due: "2026-03-09T00:00:00Z" }),
    ],
    due,
    days,
    names,
    [],
  );
  expect(byDay.map((group) => group.key)).toEqual(["late", "today", "week", "later", "earlier"]);
});

test("what the address says of a view is what differs from the saved one, and says it whole", () => {
  const next = {
    ...plainDefinition,
    as: "board" as const,
    group: "Shelf, mark",
    columns: ["title", "a,b"],
    limits: { "Doing: now": 3 },
    folded: ["Done"],
  };
  const search = searchOf(next, plainDefinition);
  expect(search).toMatchObject({ as: "board", group: "Shelf, mark" });
  expect(definitionOf(plainDefinition, readSearch(search))).toEqual(next);
  expect(Object.values(searchOf(plainDefinition, plainDefinition)).filter((value) => value !== undefined)).toEqual([]);
});

test("taking a change back gives every value back that it set", () => {
  const before = row("a", {
    owner: "mei",
    priority: "high",
    due: "2026-03-03T00:00:00Z",
    dueAt: "2026-03-03T00:00:00Z",
    fields: { f: 1, g: "x" },
  });
  const set = { ownerId: null, priority: "none" as const, dueAt: null, effortMinutes: 30, fields: { f: null, h: 2 } };
  const after = painted(before, set);
  expect(after).toEqual(row("a", { effort: 30, fields: { g: "x", h: 2 } }));
  expect(painted(after, wasOf(before, set))).toEqual(before);
});

test("what can be set where follows from what the row is", () => {
  const [state, owner, column] = [attribute("state", "choice"), attribute("owner", "person"), attribute("column", "text")];
  expect(
    [
      row("a"),
      row("a", { state: "done" }),
      row("a", { run: "r" }),
      row("a", { run: "r", state: "done" }),
      row("a", { approval: true }),
      row("a", { locked: true }),
    ].map((one) => maySet(one, state)),
  ).toEqual([true, true, true, false, false, false]);
  expect(
    [row("a"), row("a", { state: "done" }), row("a", { run: "r" }), row("a", { kind: "project" })].map((one) => maySet(one, owner)),
  ).toEqual([true, false, true, false]);
  expect([row("a"), row("a", { place: "p" }), row("a", { place: "p", run: "r" })].map((one) => maySet(one, column))).toEqual([
    false,
    true,
    false,
  ]);
});

test("what can stand next in a sentence is offered", () => {
  const speech = {
    attributes: [title, due, attribute("owner", "person")],
    names: { attributes: [], teams: [], places: [], people: [{ id: "0190f000-0000-7000-8000-000000000001", name: "Mei Tanaka" }] },
    spoken: {
      subject: "tasks",
      own: [],
      grammar: english,
      names: { attributes: [], teams: [], places: [], people: [{ id: "0190f000-0000-7000-8000-000000000001", name: "Mei Tanaka" }] },
    },
    bare: { subject: "tasks" },
  } as Speech;
  expect(offersFor("", speech).items).toEqual(["title", "due", "owner"]);
  expect(offersFor("ow", speech)).toEqual({ from: 0, items: ["owner"] });
  expect(offersFor("owner ", speech).items).toContain("is");
  expect(offersFor("owner is M", speech)).toEqual({ from: 9, items: ["me", "Mei Tanaka"] });
  expect(offersFor("owner is me ", speech).items).toEqual(["and", "or"]);
  expect(offersFor("owner is me and due is t", speech).items).toEqual(
    expect.arrayContaining(["today", "tomorrow", "this week", "Thursday"]),
  );
});

test("the first page is shown before the others, news asks for its rows alone, and what is being changed is held", async () => {
  vi.useFakeTimers();
  const there = new Map(Array.from({ length: 5 }, (_, n) => [`r${n}`, row(`r${n}`)]));
  const asked: unknown[] = [];
  const read: Read = async (ask) => {
    asked.push(ask);
    if (ask.ids !== undefined)
      return { items: ask.ids.split(",").flatMap((id) => there.get(id) ?? []), next: null, names: {}, total: null };
    return ask.cursor === undefined
      ? { items: [...there.values()].slice(0, 2), next: "more", names: { x: "X" }, total: 5 }
      : { items: [...there.values()].slice(2), next: null, names: {}, total: null };
  };
  const store = new RowStore(read, false);
  const sizes: number[] = [];
  store.subscribe(() => sizes.push(store.shown().rows.length));
  await store.load();
  expect(sizes).toEqual([2, 5]);
  expect(store.shown()).toMatchObject({ whole: true, names: { x: "X" } });
  store.paint([{ ...(there.get("r1") as Row), title: "Painted" }]);
  there.set("r1", row("r1", { title: "Of somebody else" }));
  there.set("r9", row("r9"));
  there.delete("r0");
  store.touch(["r0", "r1", "r9"]);
  await vi.advanceTimersByTimeAsync(50);
  expect(asked.at(-1)).toMatchObject({ ids: "r0,r9" });
  expect(
    store
      .shown()
      .rows.map((one) => one.title)
      .toSorted(),
  ).toEqual(["Painted", "r2", "r3", "r4", "r9"]);
  store.settle(["r1"], [], {});
  await vi.advanceTimersByTimeAsync(50);
  expect(store.shown().rows.find((one) => one.id === "r1")?.title).toBe("Of somebody else");
  vi.useRealTimers();
});

test("in an order of one's own the first page comes in it, and the rest as it is at hand", async () => {
  const all = Array.from({ length: 6 }, (_, n) => row(`r${n}`));
  const asked: object[] = [];
  const read: Read = async (ask) => {
    asked.push(ask);
    if (ask.sorted === true) return { items: all.slice(4), next: "unused", names: {}, total: null };
    return ask.cursor === undefined
      ? { items: all.slice(0, 3), next: "more", names: { a: "A" }, total: null }
      : { items: all.slice(3), next: null, names: { b: "B" }, total: null };
  };
  const store = new RowStore(read, true);
  const seen: string[][] = [];
  store.subscribe(() => seen.push(store.shown().rows.map(({ id }) => id)));
  await store.load();
  expect(seen).toEqual([["r4", "r5"], all.map(({ id }) => id)]);
  expect(store.shown()).toMatchObject({ whole: true, names: { a: "A", b: "B" } });
  expect(asked.filter((ask) => "sorted" in ask)).toHaveLength(1);
});

test("pages are shown when there are twice as many as before, and many of them are not kept for later", async () => {
  const page = (from: number) => Array.from({ length: 2_500 }, (_, n) => row(`r${from + n}`));
  const asked: (boolean | undefined)[] = [];
  const read: Read = async (ask) => {
    asked.push(ask.unkept);
    const at = Number(ask.cursor ?? 0);
    return { items: page(at * 2_500), next: at === 7 ? null : String(at + 1), names: {}, total: null };
  };
  const store = new RowStore(read, false);
  const sizes: number[] = [];
  store.subscribe(() => sizes.push(store.shown().rows.length));
  await store.load();
  expect(sizes).toEqual([2_500, 5_000, 10_000, 20_000]);
  expect(asked).toEqual([undefined, false, true, true, true, true, true, true]);
});
