import { expect, test } from "vitest";
import {
  addWorkingTime,
  compileCalendar,
  formatWall,
  instantOfWall,
  parseWall,
  standardCalendar,
  wallOfInstant,
  workingTimeBetween,
} from "./index.ts";

const office = compileCalendar(standardCalendar, { from: parseWall("2026-01-01")!, to: parseWall("2027-01-01")! });
const berlin = "Europe/Berlin";

test("an instant is read from the wall of the zone, summer and winter", () => {
  expect(formatWall(wallOfInstant(Date.parse("2026-01-15T07:00:00Z"), berlin))).toBe("2026-01-15T08:00");
  expect(formatWall(wallOfInstant(Date.parse("2026-07-15T06:00:59Z"), berlin))).toBe("2026-07-15T08:00");
});

test("a wall time that the spring change skips moves on by the hour, one that autumn repeats is the first", () => {
  expect(new Date(instantOfWall(parseWall("2026-03-29T02:30")!, berlin)).toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(new Date(instantOfWall(parseWall("2026-10-25T02:30")!, berlin)).toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("four working hours from Friday afternoon are due on Monday, over a clock change", () => {
  const due = addWorkingTime(Date.parse("2026-03-27T14:00:00Z"), 240, office, berlin); // Friday 15:00
  expect(new Date(due).toISOString()).toBe("2026-03-30T08:00:00.000Z"); // Monday 10:00, now summer time
});

test("nothing to do is due when somebody next works", () => {
  expect(new Date(addWorkingTime(Date.parse("2026-03-28T10:00:00Z"), 0, office, berlin)).toISOString()).toBe("2026-03-30T06:00:00.000Z");
});

test("working time between two instants leaves nights and weekends out", () => {
  expect(workingTimeBetween(Date.parse("2026-03-27T14:00:00Z"), Date.parse("2026-03-30T08:00:00Z"), office, berlin)).toBe(240);
});
