import { expect, test } from "vitest";
import { standardCalendar, workUnits } from "./index.ts";

const day = (hours: number): { from: number; to: number }[] => (hours === 0 ? [] : [{ from: 480, to: 480 + hours * 60 }]);

test("a day is the commonest working day, a week all of it", () => {
  expect(workUnits(standardCalendar.week)).toEqual({ minutesPerDay: 480, minutesPerWeek: 2_400 });
  expect(workUnits([7, 7, 7, 7, 4, 0, 0].map(day))).toEqual({ minutesPerDay: 420, minutesPerWeek: 1_920 });
  expect(workUnits([6, 8, 6, 8, 0, 0, 0].map(day))).toEqual({ minutesPerDay: 480, minutesPerWeek: 1_680 });
  expect(workUnits([0, 0, 0, 0, 0, 0, 0].map(day))).toEqual({ minutesPerDay: 480, minutesPerWeek: 2_400 });
});
