import { expect, test } from "vitest";
import type { Row } from "./attributes.ts";
import { daysBetween, reachOf, spanOf, ticksOf } from "./span.ts";

const row = (part: Partial<Row>): Row =>
  ({ kind: "task", id: "1", title: "Scan", state: "open", version: 1, created: "2026-03-01T08:00:00.000Z", ...part }) as Row;
const dayAt = (instant: string) => instant.slice(0, 10);
const span = (part: Partial<Row>) => spanOf(row(part), dayAt, "2026-03-10");

test("a planned task spans its plan, one that is only due is a mark, and one without any date stands nowhere", () => {
  expect(span({ start: "2026-03-02T08:00:00Z", finish: "2026-03-05T16:00:00Z" })).toEqual({ from: "2026-03-02", to: "2026-03-05" });
  expect(span({ due: "2026-03-07T16:00:00Z" })).toEqual({ from: "2026-03-07", to: "2026-03-07" });
  expect(span({ start: "2026-03-09T08:00:00Z", due: "2026-03-07T16:00:00Z" })).toEqual({ from: "2026-03-07", to: "2026-03-07" });
  expect(span({})).toBeNull();
});

test("a run spans from its start to its end, or to today while it is open", () => {
  expect(span({ kind: "run" })).toEqual({ from: "2026-03-01", to: "2026-03-10" });
  expect(span({ kind: "run", closed: "2026-03-04T08:00:00Z" })).toEqual({ from: "2026-03-01", to: "2026-03-04" });
});

test("the picture reaches over all of it with air, and a slip of the pen in the year 9999 does not stretch it for ever", () => {
  expect(reachOf([null], "2026-03-10")).toEqual({ from: "2026-02-24", to: "2026-04-24" });
  expect(reachOf([null], "2026-03-10", 100)).toEqual({ from: "2026-02-24", to: "2026-06-03" });
  expect(daysBetween("2026-03-10", reachOf([{ from: "2026-01-01", to: "9999-01-01" }], "2026-03-10").to)).toBe(1_500);
});

test("ticks are first days of months, or Mondays", () => {
  expect(ticksOf({ from: "2026-02-20", to: "2026-04-02" }, "month")).toEqual(["2026-03-01", "2026-04-01"]);
  expect(ticksOf({ from: "2026-03-01", to: "2026-03-10" }, "week")).toEqual(["2026-03-02", "2026-03-09"]);
});
