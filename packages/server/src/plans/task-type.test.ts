import { expect, test } from "vitest";
import { add, change, day, newProject, planOf, withServer, world } from "./plans.fixture.ts";

withServer();

const taskIn = async (p: string, id: string) => (await planOf(p)).tasks.find((one) => one.id === id)!;
const lengthOf = async (p: string, id: string) => (await taskIn(p, id)).plan!.workingMinutes;
const finishOf = async (p: string, id: string) => (await planOf(p)).entries.find((one) => one.taskId === id)!.finish;

test("who joins effort-driven work makes it shorter, and the plan's dates follow", async () => {
  const p = await newProject();
  const [tomas, mei] = [world.tomas.personId, world.mei.personId];
  const pack = await add(p, "Pack", {
    workingMinutes: 4 * day,
    ownerId: tomas,
    planning: { taskType: { fixed: "units", effortDriven: true } },
  });
  const before = await taskIn(p, pack.id);
  const both = { ...before.plan!.planning, assignments: [{ personId: mei, percent: 100 }] };
  await change(pack, { planning: both });
  expect(await lengthOf(p, pack.id)).toBe(2 * day);
  expect(await finishOf(p, pack.id)).toBe("2026-03-03T17:00");
  // Nobody owns it any more, and one is left.
  await change({ ...pack, version: 2 }, { ownerId: null });
  expect(await lengthOf(p, pack.id)).toBe(4 * day);
  expect(await finishOf(p, pack.id)).toBe("2026-03-05T17:00");
});

test("fixed work of another length takes other shares, and what says both is taken as it is said", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack", {
    workingMinutes: 2 * day,
    ownerId: world.tomas.personId,
    planning: { taskType: { fixed: "work", workMinutes: 2 * day } },
  });
  await change(pack, { workingMinutes: 4 * day });
  const { planning } = (await taskIn(p, pack.id)).plan!;
  expect(planning).toEqual({
    taskType: { fixed: "work", workMinutes: 2 * day },
    assignments: [{ personId: world.tomas.personId, percent: 50 }],
  });
  const whole = { taskType: { fixed: "work" as const, workMinutes: 2 * day } };
  await change({ ...pack, version: 2 }, { workingMinutes: 2 * day, planning: whole });
  expect(await taskIn(p, pack.id)).toMatchObject({ plan: { workingMinutes: 2 * day, planning: whole } });
});

test("a task without a type keeps its length, whoever joins", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack", { workingMinutes: 4 * day, ownerId: world.tomas.personId });
  await change(pack, { planning: { assignments: [{ personId: world.mei.personId, percent: 100 }] } });
  expect(await lengthOf(p, pack.id)).toBe(4 * day);
});
