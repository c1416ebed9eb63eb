import { readAny } from "@rondo/formats/any";
import { expect, test } from "vitest";
import { add, day, newProject, planOf, withServer, world, server } from "./plans.fixture.ts";

withServer();

const asks = (...placeholders: object[]) => ({ planning: { placeholders } });
const staffing = async (p: string) =>
  (await planOf(p)).tasks.map(({ title, owner, plan }) => [
    title,
    owner?.id ?? null,
    plan?.planning.assignments ?? [],
    (plan?.planning.placeholders ?? []).map(({ role, count }) => `${count} ${role}`),
  ]);
const pass = async (p: string, role: string, from: string | null, to: string | null, taskIds?: string[]) =>
  (await world.tomas.ok("putFilling", { params: { w: world.w, p }, body: { role, from, to, ...(taskIds && { taskIds }) } })).taskIds;

test("the places of a role in a whole plan go to somebody as one change, and back to nobody the same way", async () => {
  const { tomas, mei } = world;
  const p = await newProject();
  const pack = await add(p, "Pack", asks({ role: "Archivist", percent: 50, count: 2 }));
  await add(p, "List", { ownerId: mei.personId, ...asks({ role: "archivist " }, { role: "Photographer" }) });
  await add(p, "Carry", asks({ role: "Mover" }));
  const mine = await add(p, "Sort", { ownerId: tomas.personId, ...asks({ role: "archivist" }) });
  const before = await staffing(p);
  const went = await pass(p, "ARCHIVIST", null, tomas.personId);
  expect(went).toHaveLength(2);
  expect(went).not.toContain(mine.id);
  const took = (percent: number, role: string) => ({ personId: tomas.personId, percent, role });
  expect(await staffing(p)).toEqual([
    ["Pack", tomas.personId, [took(50, "Archivist")], ["1 Archivist"]],
    ["List", mei.personId, [took(100, "archivist")], ["1 Photographer"]],
    ["Carry", null, [], ["1 Mover"]],
    ["Sort", tomas.personId, [], ["1 archivist"]],
  ]);
  expect((await planOf(p)).entries.find((one) => one.taskId === pack.id)?.start).toBe("2026-03-02T09:00");
  await pass(p, "archivist", tomas.personId, mei.personId, [pack.id]);
  expect((await staffing(p))[0]).toEqual(["Pack", mei.personId, [{ ...took(50, "Archivist"), personId: mei.personId }], ["1 Archivist"]]);
  await pass(p, "archivist", mei.personId, tomas.personId, [pack.id]);
  expect((await pass(p, "archivist", tomas.personId, null, went)).toSorted()).toEqual(went.toSorted());
  const order = (rows: typeof before) => rows.map((row) => [...row.slice(0, 3), (row[3] as string[]).toSorted()]);
  expect(order(await staffing(p))).toEqual(order(before));
});

test("whoever is no member takes no place, and a place that somebody has been given is told to them", async () => {
  const { w, tomas, mei } = world;
  const p = await newProject();
  await add(p, "Pack", asks({ role: "Archivist" }));
  const nobody = "0190a0a0-0000-7000-8000-000000000000";
  expect((await tomas.call("putFilling", { params: { w, p }, body: { role: "archivist", to: nobody } })).status).toBe(400);
  const [id] = await pass(p, "archivist", null, mei.personId);
  const { items } = await tomas.ok("listTaskEvents", { params: { w, t: id! } });
  expect(items.map((one) => [one.name, one.data["ownerId"] ?? null])).toContainEqual(["task.assigned", mei.personId]);
});

test("what nobody has been named for is demand of a role: beside it what those who have it, by skill or in a process, have left", async () => {
  const { w, tomas, mei } = world;
  const p = await newProject();
  await mei.ok("putMySkills", { params: { w }, body: { skills: ["Photography"] } });
  await add(p, "Shoot", { workingMinutes: 5 * day, ...asks({ role: "photography", percent: 50, count: 2 }) });
  const { demand } = await tomas.ok("getCapacity", { params: { w }, query: { from: "2026-03-02", weeks: "2" } });
  const one = demand.find(({ role }) => role === "photography")!;
  expect(one.people).toEqual([{ id: mei.personId, name: mei.name }]);
  const free = one.weeks[0]!.availableMinutes;
  expect(one.weeks).toMatchObject([
    { projectMinutes: 5 * day, overloadMinutes: 5 * day - free, items: [{ name: expect.stringContaining("Shoot"), minutes: 5 * day }] },
    { projectMinutes: 0 },
  ]);
  await pass(p, "photography", null, mei.personId);
  const after = await tomas.ok("getCapacity", { params: { w }, query: { from: "2026-03-02", weeks: "1" } });
  const left = after.demand.find(({ role }) => role === "photography")!.weeks[0]!;
  expect([left.projectMinutes, free - left.availableMinutes]).toEqual([2.5 * day, 2.5 * day]);
});

test("a place goes to Microsoft Project as a generic resource, and is read as one again", async () => {
  const p = await newProject();
  await add(p, "Pack", { ownerId: world.mei.personId, ...asks({ role: "Archivist", percent: 75, count: 2 }) });
  const answer = await fetch(`${server.url}/api/workspaces/${world.w}/projects/${p}/files/mspdi`, {
    headers: { cookie: world.tomas.cookie },
  });
  const draft = readAny(new Uint8Array(await answer.arrayBuffer()), "plan.xml").drafts[0];
  expect(draft).toMatchObject({
    kind: "project",
    members: [{ name: world.mei.name }],
    tasks: expect.arrayContaining([
      expect.objectContaining({ title: "Pack", placeholders: [{ role: "Archivist", percent: 75, count: 2 }] }),
    ]),
  });
});
