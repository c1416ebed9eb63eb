import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** Seven hours; 2 March 2026 is a Monday. */
const day = 420;
const newProject = async () =>
  (await world.tomas.ok("createProject", { params: { w: world.w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00" } }))
    .id;
const add = (p: string, title: string, body: object = {}) =>
  world.tomas.ok("addProjectTask", { params: { w: world.w, p }, body: { title, workingMinutes: day, ...body } });
const enter = (p: string, title: string, said: object, more: object = {}) =>
  world.tomas.ok("addEntry", { params: { w: world.w, p }, body: { title, said: said as never, ...more } });
const settle = (p: string, e: string, body: object) =>
  world.tomas.call("settleEntry", { params: { w: world.w, p, e }, body: body as never });

test("a gate keeps its milestone from being completed until it is passed with every criterion, or waived with a reason; taking that back closes it again", async () => {
  const p = await newProject();
  const ready = await add(p, "Ready to move", { milestone: true });
  const gate = await enter(
    p,
    "Shelves tested",
    { kind: "gate", criteria: [{ text: "Level" }, { text: "Dry", met: true }] },
    { taskId: ready.id },
  );
  const complete = () => world.tomas.call("completeTask", { params: { w: world.w, t: ready.id }, body: {} });
  expect(await complete()).toMatchObject({ status: 409, body: { code: "gate_not_passed" } });
  expect(await settle(p, gate.id, { outcome: "passed" })).toMatchObject({ status: 409, body: { code: "criteria_open" } });
  expect(await settle(p, gate.id, { outcome: "waived" })).toMatchObject({ body: { code: "reason_required" } });
  expect(await settle(p, gate.id, { outcome: "accepted" })).toMatchObject({ body: { code: "entry_not_settled_so" } });
  expect((await settle(p, gate.id, { outcome: "waived", note: "Measured next week" })).status).toBe(200);
  await world.tomas.ok("unsettleEntry", { params: { w: world.w, p, e: gate.id } });
  expect((await complete()).status).toBe(409);
  await world.tomas.ok("changeEntry", {
    params: { w: world.w, p, e: gate.id },
    version: gate.version,
    body: {
      said: {
        kind: "gate",
        criteria: [
          { text: "Level", met: true },
          { text: "Dry", met: true },
        ],
      },
    },
  });
  expect(await settle(p, gate.id, { outcome: "passed" })).toMatchObject({
    status: 200,
    body: { settlement: { outcome: "passed", by: { name: "Tomas Brandt" } } },
  });
  expect((await complete()).status).toBe(200);
});

test("a risk keeps its ratings: the exposure of the project goes up and down with them, and ends when it is settled", async () => {
  const p = await newProject();
  const flood = await enter(p, "Water in the basement", { kind: "risk", likelihood: 4, impact: 5, trigger: "Rain for three days" });
  expect(flood).toMatchObject({ exposure: 20, said: { response: null, plan: "" } });
  await world.tomas.ok("changeEntry", {
    params: { w: world.w, p, e: flood.id },
    version: flood.version,
    body: { said: { kind: "risk", likelihood: 1, impact: 5, response: "reduce", plan: "A pump", trigger: "" } },
  });
  expect(
    (await world.tomas.call("changeEntry", { params: { w: world.w, p, e: flood.id }, version: flood.version, body: { title: "Flood" } }))
      .status,
  ).toBe(412);
  const trend = async () => (await world.tomas.ok("listRegister", { params: { w: world.w, p } })).trend.map((point) => point.exposure);
  expect(await trend()).toEqual([20, 5, 5]);
  expect((await settle(p, flood.id, { outcome: "passed" })).status).toBe(200);
  expect((await trend()).at(-1)).toBe(0);
  expect(
    (await world.tomas.call("changeEntry", { params: { w: world.w, p, e: flood.id }, version: 9, body: { title: "Flood" } })).status,
  ).toBe(412);
});

test("what is taken out of a register counts no more, and comes back as it was, with its ratings and what became of it", async () => {
  const p = await newProject();
  const w = world.w;
  const flood = await enter(p, "Water in the basement", { kind: "risk", likelihood: 4, impact: 5 });
  const theft = await enter(p, "A volume is stolen", { kind: "risk", likelihood: 1, impact: 5 });
  await settle(p, theft.id, { outcome: "passed" });
  const read = () => world.tomas.ok("listRegister", { params: { w, p } });
  const before = await read();
  for (const { id: e } of [flood, theft]) await world.tomas.ok("removeEntry", { params: { w, p, e } });
  expect(await read()).toMatchObject({ items: [], trend: [] });
  expect((await world.tomas.call("removeEntry", { params: { w, p, e: flood.id } })).status).toBe(404);
  for (const { id: e } of [theft, flood, flood]) expect((await world.tomas.ok("restoreEntry", { params: { w, p, e } })).id).toBe(e);
  expect((await read()).items).toEqual(before.items);
});

test("costs: rates of people and roles, uses, fixed costs and bills make earned value in money; who may not change the project sees hours", async () => {
  const p = await newProject();
  const ids = new Map((await world.tomas.ok("listMembers", { params: { w: world.w } })).items.map((member) => [member.name, member.id]));
  const tomas = ids.get("Tomas Brandt") as string;
  const pack = await add(p, "Pack", { ownerId: tomas });
  await add(p, "Carry", { planning: { placeholders: [{ role: "Mover" }], fixedCost: 10_000 } });
  const budget = {
    currency: "EUR",
    amount: 200_000,
    rates: [
      { personId: tomas, perHour: 6_000 },
      { role: "mover", perHour: 3_000, perUse: 5_000 },
    ],
  };
  await world.tomas.ok("putBudget", { params: { w: world.w, p }, version: 0, body: budget });
  expect((await world.tomas.call("putBudget", { params: { w: world.w, p }, version: 0, body: budget })).status).toBe(412);
  await world.tomas.ok("takeBaseline", { params: { w: world.w, p }, body: { name: "As agreed" } });
  const control = (who = world.tomas) => who.ok("getControl", { params: { w: world.w, p } });
  // Seven hours at 60.00, and seven at 30.00 with 50.00 a use and 100.00 fixed.
  expect((await control()).value).toMatchObject({
    unit: "money",
    bac: 42_000 + 21_000 + 5_000 + 10_000,
    baseline: "As agreed",
    ev: 0,
    ac: 0,
    pv: 78_000,
  });
  // What the baseline was to cost stays when rates rise afterwards.
  await world.tomas.ok("putBudget", {
    params: { w: world.w, p },
    version: 1,
    body: { ...budget, rates: budget.rates.map((rate) => ({ ...rate, perUse: 90_000 })) },
  });
  expect((await control()).value).toMatchObject({ bac: 78_000, pv: 78_000 });
  await world.tomas.ok("putBudget", { params: { w: world.w, p }, version: 2, body: budget });
  await world.tomas.ok("addTimeEntry", { params: { w: world.w, t: pack.id }, body: { day: "2026-03-02", minutes: 600 } });
  await world.tomas.ok("completeTask", { params: { w: world.w, t: pack.id }, body: {} });
  await enter(p, "Crates", { kind: "cost", amount: 15_050 }, { day: "2026-03-03" });
  const { value, budget: kept } = await control();
  expect(value).toMatchObject({
    ev: 42_000,
    ac: 60_000 + 15_050,
    cv: 42_000 - 75_050,
    assumed: 0,
    tcpi: (78_000 - 42_000) / (200_000 - 75_050),
  });
  expect(kept?.rates?.map((rate) => rate.personName)).toEqual(["Tomas Brandt", null]);
  expect(value.tasks.find((task) => task.taskId === pack.id)).toMatchObject({ worth: 42_000, ev: 42_000, ac: 60_000 });
  await world.tomas.ok("changeProject", {
    params: { w: world.w, p },
    version: (await world.tomas.ok("getProject", { params: { w: world.w, p } })).version,
    body: { everyone: "viewer" },
  });
  const seen = await control(world.mei);
  expect(seen.budget).toBeNull();
  expect(seen.value).toMatchObject({ unit: "minutes", bac: 2 * day, ev: day, ac: 600 });
});

test("a report is written from what is: in rhythm for stakeholders, who are told, and by hand", async () => {
  const p = await newProject();
  const ready = await add(p, "Ready to move", { milestone: true });
  await enter(p, "Lift fails", { kind: "risk", likelihood: 3, impact: 4 });
  const ids = new Map((await world.tomas.ok("listMembers", { params: { w: world.w } })).items.map((member) => [member.name, member.id]));
  const mei = [...ids].find(([name]) => name.startsWith("Mei"))?.[1] as string;
  await enter(p, "Reading room", { kind: "stakeholder", rhythm: "week" }, { ownerId: mei, day: "2026-03-02" });
  const report = await world.tomas.ok("writeReport", { params: { w: world.w, p }, body: { note: "The crates came." } });
  expect(report).toMatchObject({
    notes: "The crates came.",
    said: {
      kind: "report",
      facts: {
        health: "watch",
        openTasks: 1,
        lateTasks: 1,
        milestones: [{ taskId: ready.id }],
        risks: [{ title: "Lift fails", exposure: 12 }],
      },
    },
  });
  // The first was due on the Monday; the sweeper writes it and sets the next.
  await server.sweeper.sweepNow();
  const { items } = await world.tomas.ok("listRegister", { params: { w: world.w, p } });
  expect(items.filter((item) => item.said.kind === "report").map((item) => item.createdBy?.name ?? null)).toEqual(["Tomas Brandt", null]);
  expect(items.find((item) => item.said.kind === "stakeholder")?.day).toMatch(/^20\d\d-/);
  expect(items.find((item) => item.said.kind === "stakeholder")?.day).not.toBe("2026-03-02");
});

test("the portfolio shows what one may see, with health, dates, baseline, risk and the next milestone", async () => {
  const p = await newProject();
  await add(p, "Pack");
  const link = { fromId: (await add(p, "Carry")).id, toId: (await add(p, "Moved", { milestone: true })).id };
  await world.tomas.ok("addLink", { params: { w: world.w, p }, body: link });
  await world.tomas.ok("takeBaseline", { params: { w: world.w, p }, body: { name: "As agreed" } });
  const rows = await world.tomas.ok("listPortfolio", { params: { w: world.w } });
  expect(rows.items.find((row) => row.project.id === p)).toMatchObject({
    health: "bad",
    finish: "2026-03-02T17:00",
    baselineFinish: "2026-03-02T17:00",
    slipDays: 0,
    lateTasks: 3,
    openTasks: 3,
    next: { title: "Moved" },
    minutesAhead: 2 * day,
    forecast: null,
    worstRisk: null,
  });
  const secret = (await world.ines.ok("createProject", { params: { w: world.w }, body: { name: "Close the branch", everyone: null } })).id;
  expect((await world.tomas.ok("listPortfolio", { params: { w: world.w } })).items.some((row) => row.project.id === secret)).toBe(false);
});

test("a milestone that waits for open tasks is finished unasked, but refused to whoever asks to be told; it takes no hours of anybody's day", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack");
  const packed = await add(p, "Packed", { milestone: true });
  await world.tomas.ok("addLink", { params: { w: world.w, p }, body: { fromId: pack.id, toId: packed.id } });
  const finish = (body: object) => world.tomas.call("completeTask", { params: { w: world.w, t: packed.id }, body });
  expect(await finish({ ifReady: true })).toMatchObject({ status: 409, body: { code: "waits_for_open", params: { tasks: "“Pack”" } } });
  expect((await world.tomas.ok("getTask", { params: { w: world.w, t: packed.id } })).effortMinutes).toBeNull();
  expect((await finish({})).status).toBe(200);
  await world.tomas.ok("reopenTask", { params: { w: world.w, t: packed.id } });
  await world.tomas.ok("completeTask", { params: { w: world.w, t: pack.id }, body: { ifReady: true } });
  expect((await finish({ ifReady: true })).status).toBe(200);
});
