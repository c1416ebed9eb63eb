import { expect, test } from "vitest";
import { audit } from "./audit.ts";
import type { WorkItem } from "./work.ts";

const bare: WorkItem = {
  title: "",
  role: null,
  created: null,
  started: null,
  finished: null,
  done: false,
  parent: null,
  parts: [],
  walk: [],
  milestone: false,
  fields: [],
};

/** What is said of a table with a row to a file and numbers under these names. */
const saidOf = (names: readonly string[], own: Partial<WorkItem> = {}, rows = 3): string => {
  const items = Array.from({ length: rows }, (_, row): WorkItem => ({
    ...bare,
    title: `${"abc"[row % 3]}.json`,
    fields: names.map((name, at) => ({ name, value: `${row * 7 + at}` })),
    ...own,
  }));
  const [container] = audit([
    { id: "facts", name: "facts", items, links: 0, owner: null, plannedEnd: null, written: false, people: [] },
  ]).containers;
  return `${container?.kind}: ${container?.reasons.map(({ message }) => message).join(" ")}`;
};
const counts = ["lists", "cards", "labels"];

test("a table of figures is told to be no list of work", () => {
  const told = "unclear: It holds hardly anything but numbers, as a table of statistics does: no list of work.";
  expect(saidOf(counts)).toBe(told);
  // How many members there are is nobody's name.
  expect(saidOf(counts, { role: "5" })).toBe(told);
});

test("numbers beside what somebody does, has done or estimates are a list of work, and so is a long one", () => {
  for (const said of [
    saidOf(counts, { role: "Mei" }),
    saidOf(counts, { done: true }),
    saidOf(counts, { started: 1000 }),
    saidOf([...counts, "Hours"]),
    saidOf(["lists"]),
    saidOf(counts, {}, 60),
  ])
    expect(said).not.toContain("no list of work");
});
