import fc from "fast-check";
import { standardCalendar, type CalendarDefinition } from "../calendar/index.ts";
import type { Plan, PlanLink, PlanTask } from "../plan/index.ts";
import type { ConstraintName, LinkTypeName } from "./index.ts";

export const night: CalendarDefinition = {
  week: [
    [{ from: 1320, to: 1440 }],
    [
      { from: 0, to: 360 },
      { from: 1320, to: 1440 },
    ],
    [{ from: 0, to: 360 }],
    [],
    [{ from: 600, to: 900 }],
    [],
    [],
  ],
  exceptions: [],
};
const moment = fc
  .tuple(fc.integer({ min: 2, max: 13 }), fc.constantFrom("08:00", "10:30", "12:00", "17:00", "23:00"))
  .map(([day, time]) => `2026-03-${String(day).padStart(2, "0")}T${time}`);
const constraints: ConstraintName[] = ["ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"];

const taskArbitrary = fc.record({
  minutes: fc.constantFrom(0, 60, 240, 480, 700, 960),
  calendar: fc.constantFrom("", "", "night"),
  constraint: fc.option(fc.record({ type: fc.constantFrom(...constraints), at: moment }), { freq: 3 }),
  deadline: fc.option(moment, { freq: 6 }),
  pause: fc.option(fc.constantFrom(120, 480), { freq: 6 }),
  delay: fc.option(fc.constantFrom(600, 1440), { freq: 9 }),
  progress: fc.constantFrom("none", "none", "none", "none", "none", "started", "finished", "pinned"),
  startedAt: moment,
});

/** Tasks 0 to n − 1; the first two may stand inside a summary. Links lead from lower to higher numbers, so that nothing loops. */
export const planArbitrary: fc.Arbitrary<Plan> = fc
  .record({
    tasks: fc.array(taskArbitrary, { minLength: 1, maxLength: 7 }),
    links: fc.array(
      fc.record({
        a: fc.nat(6),
        b: fc.nat(6),
        type: fc.constantFrom<LinkTypeName>("FS", "SS", "FF", "SF"),
        minutes: fc.constantFrom(0, 0, 120, 480, -240, -480),
        kind: fc.constantFrom("working" as const, "working" as const, "elapsed" as const, "percent" as const),
      }),
      { minLength: 0, maxLength: 10 },
    ),
    grouped: fc.boolean(),
    fromFinish: fc.constantFrom(false, false, false, true),
  })
  .map(({ tasks, links, grouped, fromFinish }) => {
    const size = tasks.length;
    const summary = grouped && size > 2;
    const name = (index: number): string => (summary && index === size ? "S" : `T${index}`);
    const planTasks = tasks.map((task, index): PlanTask => {
      const start = task.startedAt;
      const end = `${start.slice(0, 8)}${String(Number(start.slice(8, 10)) + 1).padStart(2, "0")}T12:00`;
      const progress = fromFinish ? "none" : task.progress;
      // What has begun, or is pinned, can't be put off: it is never as late as possible.
      const constraint =
        task.constraint && !(task.constraint.type === "ALAP" && progress !== "none") ? { constraint: task.constraint } : {};
      const pause =
        task.pause !== null && task.minutes > 240 && progress === "none" ? { pauses: [{ after: 120, minutes: task.pause }] } : {};
      return {
        id: `T${index}`,
        title: `T${index}`,
        parent: summary && index < 2 ? "S" : null,
        workingMinutes: task.minutes,
        ...(task.calendar === "" ? {} : { calendar: task.calendar }),
        ...constraint,
        ...pause,
        ...(task.deadline ? { deadline: task.deadline } : {}),
        ...(task.delay !== null && !fromFinish ? { delayMinutes: task.delay } : {}),
        ...(progress === "finished"
          ? { finished: { start, finish: end } }
          : progress === "started"
            ? { started: start }
            : progress === "pinned"
              ? { pinned: { start } }
              : {}),
      };
    });
    const planLinks = links.flatMap(({ a, b, type, minutes, kind }): PlanLink[] => {
      // The summary S holds T0 and T1: links lead from it to the later ones only.
      const [low, high] = [Math.min(a % size, b % size), Math.max(a % size, b % size)];
      const from = summary && low < 2 && high >= 2 && a % 2 === 0 ? size : low;
      if (low === high || (from === size && kind === "percent")) return [];
      return [{ from: name(from), to: name(high), type, lag: { minutes: kind === "percent" ? Math.sign(minutes) * 50 : minutes, kind } }];
    });
    return {
      start: "2026-03-02T08:00",
      ...(fromFinish ? { finish: "2026-03-27T17:00" } : {}),
      calendar: standardCalendar,
      calendars: { night },
      tasks: summary ? [{ id: "S", title: "S", parent: null, workingMinutes: 0 }, ...planTasks] : planTasks,
      links: planLinks,
    };
  });
