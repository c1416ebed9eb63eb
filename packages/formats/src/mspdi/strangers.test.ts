import { expect, test } from "vitest";
import { schedulePlan } from "@rondo/core/plan";
import { readMspdi } from "./index.ts";

/** A phase with two tasks on a calendar of mornings, the second after the first, as Microsoft Project writes it. */
const written = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><ScheduleFromStart>1</ScheduleFromStart><StartDate>2026-03-02T08:00:00</StartDate><CalendarUID>1</CalendarUID>
<Calendars><Calendar><UID>1</UID><Name>Mornings</Name><WeekDays>${[1, 2, 3, 4, 5, 6, 7]
  .map((day) =>
    day === 1 || day === 7
      ? `<WeekDay><DayType>${day}</DayType><DayWorking>0</DayWorking></WeekDay>`
      : `<WeekDay><DayType>${day}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>`,
  )
  .join("")}</WeekDays></Calendar></Calendars>
<Tasks>
<Task><UID>1</UID><Name>Move</Name><OutlineNumber>1</OutlineNumber><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
<Task><UID>2</UID><Name>Pack</Name><OutlineNumber>1.1</OutlineNumber><OutlineLevel>2</OutlineLevel><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T10:00:00</Finish><Duration>PT6H0M0S</Duration><Manual>0</Manual></Task>
<Task><UID>3</UID><Name>Carry</Name><OutlineNumber>1.2</OutlineNumber><OutlineLevel>2</OutlineLevel><Start>2026-03-03T10:00:00</Start><Finish>2026-03-03T12:00:00</Finish><Duration>PT2H0M0S</Duration><Manual>0</Manual><Deadline>2026-03-04T12:00:00</Deadline><PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type></PredecessorLink></Task>
</Tasks></Project>`;

const dates = (text: string): unknown => {
  const { plan, findings } = readMspdi(new TextEncoder().encode(text));
  const { entries } = schedulePlan(plan);
  return {
    findings,
    rows: entries.map(({ id, start, finish, summary }, row) => ({ id, parent: plan.tasks[row]!.parent, start, finish, summary })),
    deadline: plan.tasks[2]!.deadline,
  };
};

test.each<[string, (text: string) => string]>([
  [
    "yes and no are true and false",
    (text) =>
      text
        .replace(/<(Summary|Manual|DayWorking|ScheduleFromStart)>1</g, "<$1>true<")
        .replace(/<(Summary|Manual|DayWorking)>0</g, "<$1>false<"),
  ],
  ["moments have a zone", (text) => text.replace(/(\dT\d\d:\d\d:\d\d)</g, "$1Z<")],
  ["moments have another zone and parts of seconds", (text) => text.replace(/(\dT\d\d:\d\d:\d\d)</g, "$1.000+02:00<")],
  ["levels are only in the number", (text) => text.replace(/<OutlineLevel>\d<\/OutlineLevel>/g, "")],
  ["how long a task takes is only in its dates", (text) => text.replace(/<Duration>[^<]*<\/Duration>/g, "")],
  ["every name has a prefix", (text) => text.replace(/<(\/?)([A-Z])/g, "<$1ms:$2").replace("xmlns=", "xmlns:ms=")],
])("a plan of another program is the same plan: %s", (_, changed) => {
  const text = changed(written);
  expect(text).not.toBe(written);
  expect(dates(text)).toEqual(dates(written));
});

test("the plan itself is what it says: work goes on in the mornings", () => {
  expect(dates(written)).toEqual({
    findings: [],
    rows: [
      { id: "1", parent: null, start: "2026-03-02T08:00", finish: "2026-03-03T12:00", summary: true },
      { id: "2", parent: "1", start: "2026-03-02T08:00", finish: "2026-03-03T10:00", summary: false },
      { id: "3", parent: "1", start: "2026-03-03T10:00", finish: "2026-03-03T12:00", summary: false },
    ],
    deadline: "2026-03-04T12:00",
  });
});
