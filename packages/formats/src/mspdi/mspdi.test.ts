import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { schedulePlan } from "@rondo/core/plan";
import { planValue } from "@rondo/core/control";
import { readMspdi } from "./index.ts";
import { readDuration } from "./values.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const project = (tasks: string, rest = ""): Uint8Array =>
  bytes(
    `<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-02T08:00:00</StartDate>${rest}<Tasks>${tasks}</Tasks></Project>`,
  );
const task = (uid: number, duration: string, more = ""): string =>
  `<Task><UID>${uid}</UID><Name>Task ${uid}</Name><OutlineLevel>1</OutlineLevel><Duration>${duration}</Duration>${more}</Task>`;
const after = (uid: number): string => `<PredecessorLink><PredecessorUID>${uid}</PredecessorUID><Type>1</Type></PredecessorLink>`;
const codes = (input: Uint8Array): string[] => {
  const { plan, findings } = readMspdi(input);
  return [...findings, ...schedulePlan(plan).findings].map((finding) => finding.code);
};

test("predecessors in a circle are a finding that names the loop", () => {
  const { plan } = readMspdi(project(task(1, "PT8H0M0S", after(2)) + task(2, "PT8H0M0S", after(1))));
  expect(schedulePlan(plan).findings.map((finding) => finding.message)).toEqual([
    "These links run in a loop: “Task 1” → “Task 2” → “Task 1”. Remove one of them.",
  ]);
});

test("dates of 1700 and 2600 and durations of a hundred million hours are findings, in bounded time", () => {
  const constraint = (date: string): string => `<ConstraintType>4</ConstraintType><ConstraintDate>${date}</ConstraintDate>`;
  const input = project(
    task(1, "PT8H0M0S", constraint("1700-01-01T00:00:00")) +
      task(2, "PT8H0M0S", constraint("2600-01-01T00:00:00")) +
      task(3, "PT99999999H0M0S") +
      task(4, "PT99999999H0M0S", after(3)),
  );
  expect(codes(input).filter((code) => code === "plan.date").length).toBe(2);
  expect(codes(input).filter((code) => code === "plan.duration").length).toBe(2);
});

test("dates of 1900 and 2400 are scheduled", () => {
  const { plan } = readMspdi(
    project(
      task(1, "PT8H0M0S", "<ConstraintType>4</ConstraintType><ConstraintDate>2400-01-03T08:00:00</ConstraintDate>") +
        task(2, "PT8H0M0S", "<ConstraintType>4</ConstraintType><ConstraintDate>1900-01-01T08:00:00</ConstraintDate>"),
    ),
  );
  expect(schedulePlan(plan).entries.map((entry) => entry.finish)).toEqual(["2400-01-03T17:00", "1900-01-01T17:00"]);
});

test("a calendar without working time is a finding", () => {
  const days = [1, 2, 3, 4, 5, 6, 7].map((type) => `<WeekDay><DayType>${type}</DayType><DayWorking>0</DayWorking></WeekDay>`).join("");
  expect(
    codes(
      project(
        task(1, "PT8H0M0S"),
        `<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><WeekDays>${days}</WeekDays></Calendar></Calendars>`,
      ),
    ),
  ).toContain("calendar.no_work");
});

test("a calendar derived from itself is read once and ends", () => {
  const { calendars } = readMspdi(
    project(
      "",
      "<Calendars><Calendar><UID>1</UID><BaseCalendarUID>2</BaseCalendarUID></Calendar><Calendar><UID>2</UID><BaseCalendarUID>1</BaseCalendarUID></Calendar></Calendars>",
    ),
  );
  expect([...calendars.keys()].toSorted()).toEqual(["1", "2"]);
});

test("a link to a task that is not in the file is left out and told", () => {
  expect(codes(project(task(1, "PT8H0M0S", after(99))))).toEqual(["mspdi.links_out"]);
});

test("a plan of a million tasks is refused at the first one too many", () => {
  const one = "<Task><UID>1</UID></Task>";
  expect(() => readMspdi(project(one.repeat(1_000_000)))).toThrowError(
    expect.objectContaining({ code: "too_large", params: { limit: "300,000 tasks, resources or assignments in one plan" } }),
  );
});

test("XML of another kind is refused by name", () => {
  expect(() => readMspdi(bytes("<html><body/></html>"))).toThrow(Refusal);
});

test("durations are read to the minute", () => {
  expect(["PT8H0M0S", "PT57H8M24S", "P2DT1H", "-PT30M", "eight hours", "PT"].map(readDuration)).toEqual([480, 3428, 2940, -30, null, 0]);
});

test("anything inside well-formed XML is read or refused, and can be scheduled", () => {
  const value = fc.constantFrom(
    "",
    "0",
    "1",
    "-5",
    "99999999999",
    "PT8H0M0S",
    "PT99999999H0M0S",
    "2026-03-02T08:00:00",
    "2026-02-30T08:00:00",
    "9999-12-31T23:59:00",
    "x",
    "__proto__",
  );
  const field = fc
    .tuple(
      fc.constantFrom(
        "UID",
        "OutlineLevel",
        "Duration",
        "DurationFormat",
        "ConstraintType",
        "ConstraintDate",
        "Deadline",
        "ActualStart",
        "ActualFinish",
        "CalendarUID",
        "Manual",
        "Start",
        "Summary",
        "PredecessorUID",
      ),
      value,
    )
    .map(([name, text]) =>
      name === "PredecessorUID"
        ? `<PredecessorLink><PredecessorUID>${text}</PredecessorUID><LinkLag>${text}</LinkLag></PredecessorLink>`
        : `<${name}>${text}</${name}>`,
    );
  fc.assert(
    fc.property(fc.array(fc.array(field, { maxLength: 8 }), { maxLength: 8 }), (tasks) => {
      const { plan } = readMspdi(project(tasks.map((fields) => `<Task>${fields.join("")}</Task>`).join("")));
      const { entries } = schedulePlan(plan);
      for (const entry of entries) expect(entry.start <= entry.finish || entry.finish < "1900").toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("costs, the first baseline and work done make earned value at the file's status date; a summary adds what is fixed on it alone", () => {
  const baseline = (number: number, cost: number): string =>
    `<Baseline><Number>${number}</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish><Cost>${cost}</Cost></Baseline>`;
  const { plan, money } = readMspdi(
    project(
      `<Task><UID>1</UID><OutlineLevel>1</OutlineLevel><Summary>1</Summary><Duration>PT16H0M0S</Duration><Cost>70000</Cost><FixedCost>10000</FixedCost></Task>` +
        task(
          2,
          "PT8H0M0S",
          `<Cost>40000</Cost><PercentComplete>50</PercentComplete><ActualStart>2026-03-02T08:00:00</ActualStart><ActualCost>25000</ActualCost>${baseline(1, 1)}${baseline(0, 30_000)}`,
        ).replace("<OutlineLevel>1", "<OutlineLevel>2") +
        task(3, "PT8H0M0S", `<Cost>20000</Cost>`).replace("<OutlineLevel>1", "<OutlineLevel>2"),
      "<StatusDate>2026-03-02T17:00:00</StatusDate><CurrencyCode>EUR</CurrencyCode>",
    ),
  );
  const value = planValue(plan, schedulePlan(plan), money);
  expect(value).toMatchObject({ unit: "money", currency: "EUR", cost: 70_000, actualCost: 25_000, assumed: 0 });
  expect(value?.earned).toMatchObject({ bac: 60_000, ev: 15_000, ac: 25_000, cpi: 0.6 });
  expect(value?.rows[0]).toMatchObject({ cost: 70_000, earned: 15_000, actual: 25_000 });
});

test("a task that levelling may split may be interrupted, one that is split already keeps its splits", () => {
  const [may, whole] = readMspdi(project(task(1, "PT8H0M0S", "<LevelingCanSplit>1</LevelingCanSplit>") + task(2, "PT8H0M0S"))).plan.tasks;
  expect([may!.interruptible, whole!.interruptible]).toEqual([true, undefined]);
});
