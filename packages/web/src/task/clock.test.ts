import { expect, test } from "vitest";
import { addDays, daysBetween, endOfDay, instantAt, nextWeekday, wallAt } from "./clock.ts";

const berlin = "Europe/Berlin";

test("a day on the library's clock ends at its own midnight, summer and winter", () => {
  expect(instantAt("2026-01-15", endOfDay, berlin)).toBe("2026-01-15T22:59:00.000Z");
  expect(instantAt("2026-07-15", endOfDay, berlin)).toBe("2026-07-15T21:59:00.000Z");
  expect(instantAt("2026-07-15", "09:00", "America/New_York")).toBe("2026-07-15T13:00:00.000Z");
});

test("what the clock shows leads back to the instant, on every hour of the year but the two that it repeats or skips", () => {
  for (let hour = Date.parse("2026-01-01T00:00:00Z"); hour < Date.parse("2027-01-01T00:00:00Z"); hour += 3_600_000) {
    const [day = "", time = ""] = wallAt(new Date(hour), berlin).split("T");
    const back = Date.parse(instantAt(day, time, berlin));
    expect(Math.abs(back - hour)).toBeLessThanOrEqual(day === "2026-10-25" && time === "02:00" ? 3_600_000 : 0);
  }
});

test("days are counted on the calendar, over months and clock changes", () => {
  expect(addDays("2026-02-27", 3)).toBe("2026-03-02");
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect([1, 2, 3].map((weekday) => nextWeekday("2026-03-24", weekday))).toEqual(["2026-03-30", "2026-03-31", "2026-03-25"]);
});
