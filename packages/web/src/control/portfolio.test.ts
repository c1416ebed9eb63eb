import { expect, test } from "vitest";
import { arrange, type PortfolioRow } from "./portfolio.ts";

const row = (name: string, part: Partial<PortfolioRow>): PortfolioRow => ({
  project: { id: name, name, owner: null, mine: "editor" },
  health: "good",
  reasons: [],
  start: "2026-03-02T09:00",
  finish: null,
  baselineFinish: null,
  slipDays: null,
  forecast: null,
  doneTasks: 0,
  openTasks: 0,
  lateTasks: 0,
  spi: null,
  worstRisk: null,
  openRisks: 0,
  people: 0,
  overloaded: 0,
  minutesAhead: 0,
  next: null,
  ...part,
});
const rows = [
  row("Archive", { health: "watch", finish: "2026-05-01T17:00", slipDays: 3 }),
  row("Branch", { health: "bad", finish: "2026-06-01T17:00" }),
  row("Cellar", { slipDays: -2, finish: "2026-04-01T17:00" }),
];
const names = (search: Parameters<typeof arrange>[1]) => arrange(rows, search).map((one) => one.project.name);

test("the worst stands first; sorted otherwise, what is not known goes last both ways", () => {
  expect(names({})).toEqual(["Branch", "Archive", "Cellar"]);
  expect(names({ sort: "slip" })).toEqual(["Cellar", "Archive", "Branch"]);
  expect(names({ sort: "slip", down: true })).toEqual(["Archive", "Cellar", "Branch"]);
  expect(names({ sort: "finish", down: true })).toEqual(["Branch", "Archive", "Cellar"]);
});

test("rows are found by health and by a part of their name", () => {
  expect(names({ health: "watch" })).toEqual(["Archive"]);
  expect(names({ find: "CELL" })).toEqual(["Cellar"]);
  expect(names({ find: "attic" })).toEqual([]);
});
