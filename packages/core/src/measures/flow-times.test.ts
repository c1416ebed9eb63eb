import { expect, test } from "vitest";
import { addWorkingTime, compileCalendar, dayNumber, standardCalendar, workingTimeBetween } from "../calendar/index.ts";
import { changed, scenarioOfRuns, simulate } from "../simulation/index.ts";
import { type TimedRun, doingsOf, flowTimes } from "./flow-times.ts";
import { seeded } from "./random.ts";
import { workAxis } from "./work-axis.ts";

const calendar = compileCalendar(standardCalendar, { from: dayNumber(2026, 1, 1) * 1_440, to: dayNumber(2040, 1, 1) * 1_440 });
const zone = "Europe/Stockholm";
const between = (from: number, to: number): number => workingTimeBetween(from, to, calendar, zone);
const begin = Date.parse("2026-01-05T07:00:00Z");
const at = (minutes: number): number => addWorkingTime(begin, Math.round(minutes), calendar, zone);

/** A line of three desks in working minutes, first come first served; the second is slow. Its truth is known. */
function line(runs: number, seed: number, servers: readonly number[]): { runs: TimedRun[]; touch: number[]; queue: number[] } {
  const random = seeded(seed);
  const exponential = (mean: number): number => Math.round(-mean * Math.log(1 - random()));
  const free = servers.map((count) => Array.from({ length: count }, () => 0));
  const [touch, queue] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  let arrived = 0;
  const made = Array.from({ length: runs }, (_, number): TimedRun => {
    arrived += exponential(60);
    let now = arrived;
    const steps = [20, 50, 10].map((mean, step) => {
      const desks = free[step] as number[];
      const desk = desks.indexOf(Math.min(...desks));
      const begun = Math.max(now, desks[desk] as number);
      const work = Math.max(1, exponential(mean));
      const opened = now;
      queue[step]! += begun - now;
      touch[step]! += work;
      now = begun + work;
      desks[desk] = now;
      return {
        stepId: `s${step}`,
        title: `Step ${step}`,
        openedAt: at(opened),
        closedAt: at(now),
        how: "completed" as const,
        dueAt: null,
        by: `p${step}${desk}`,
        verdict: null,
        pauses: [],
        workedMinutes: 0,
      };
    });
    return {
      id: String(number),
      number,
      title: "",
      revision: 1,
      kind: "",
      state: "completed",
      startedAt: at(arrived),
      endedAt: at(now),
      steps,
      data: { name: `Reader ${number}`, again: `Reader ${number}`, other: String(1_000 + (number % 7)) },
    };
  });
  return { runs: made, touch: touch.map((sum) => sum / runs / 60), queue: queue.map((sum) => sum / runs / 60) };
}

test("of a line whose truth is known, touch and queue are told apart in working hours, and the planted constraint is named", () => {
  const { runs, touch, queue } = line(600, 1, [1, 1, 1]);
  const found = flowTimes(runs, at(1e6), between);
  expect(found.constraint).toBe("s1");
  for (const step of [0, 1, 2]) {
    const one = found.steps.find(({ stepId }) => stepId === `s${step}`);
    // Minutes are whole, and a moment after hours counts as the next morning.
    expect(one?.touch).toBeCloseTo(touch[step]!, 1);
    expect(one?.queue).toBeCloseTo(queue[step]!, 1);
    expect(one?.blocked).toBe(0);
  }
  expect(found.retyped).toEqual([{ first: "name", second: "again", same: 600, runs: 600 }]);
});

test("one more pair of hands at the constraint gains what the line gains that really has them", () => {
  const { runs } = line(1_500, 2, [1, 1, 1]);
  const axis = workAxis(
    runs.map(({ startedAt }) => startedAt),
    between,
  );
  const scenario = scenarioOfRuns(
    doingsOf(runs, at(1e6), between),
    runs.map(({ startedAt }) => axis(startedAt)),
  );
  const play = (changes: Parameters<typeof changed>[1]) => simulate(changed(scenario, changes), { runs: 8_000, seed: 3 }).leadTime.mean;
  const asIs = play([]);
  const truth = (servers: readonly number[]): number => {
    const { touch, queue } = line(12_000, 9, servers);
    return [...touch, ...queue].reduce((a, b) => a + b);
  };
  expect(Math.abs(asIs / truth([1, 1, 1]) - 1)).toBeLessThan(0.25);
  expect(Math.abs(play([{ kind: "hands", activity: "Step 1", more: 1 }]) / truth([1, 2, 1]) - 1)).toBeLessThan(0.15);
  expect(play([{ kind: "drop", activity: "Step 1" }])).toBeLessThan(asIs / 2);
  // With a limit runs wait outside instead: the time from arrival to end gains nothing here.
  expect(play([{ kind: "limit", workInProgress: 3 }])).toBeGreaterThan(asIs * 0.9);
  expect(play([{ kind: "order", activity: "Step 2", other: "Step 1", how: "together" }])).toBeLessThan(asIs);
});

test("holds and questions are blocked time, also where they overlap; nights and weekends are nobody's", () => {
  const { runs } = line(1, 5, [1, 1, 1]);
  const [run] = runs as [TimedRun];
  const step = (pauses: { from: number; until: number | null }[], workedMinutes = 0): TimedRun => ({
    ...run,
    steps: [{ ...run.steps[0]!, openedAt: at(0), closedAt: at(480 * 3), pauses, workedMinutes }],
  });
  const only = (one: TimedRun) => doingsOf([one], at(1e5), between)[0];
  expect(
    only(
      step([
        { from: at(60), until: at(540) },
        { from: at(480), until: at(600) },
      ]),
    ),
  ).toMatchObject({ blocked: 540, touch: 900, queue: 0 });
  expect(only(step([{ from: at(60), until: at(540) }], 30))).toMatchObject({
    blocked: 480,
    touch: 30,
    queue: 480 * 3 - 510,
    measured: true,
  });
  expect(only(step([{ from: at(60), until: null }]))).toMatchObject({ blocked: 480 * 3 - 60, touch: 60 });
});

test("work that went to somebody and came straight back is named by its two steps", () => {
  const done = (stepId: string, by: string, minute: number) => ({
    stepId,
    title: stepId,
    openedAt: at(minute - 10),
    closedAt: at(minute),
    how: "completed" as const,
    dueAt: null,
    by,
    verdict: null,
    pauses: [],
    workedMinutes: 0,
  });
  const bounced = (id: string): TimedRun => ({
    id,
    number: 1,
    title: "",
    revision: 1,
    kind: "",
    state: "completed",
    startedAt: at(0),
    endedAt: at(100),
    data: {},
    steps: [done("check", "a", 20), done("mend", "b", 40), done("check", "a", 60), done("send", "c", 80)],
  });
  expect(flowTimes(["1", "2", "3"].map(bounced), at(200), between).pingPong).toEqual([{ step: "check", back: "mend", times: 3, runs: 3 }]);
});
