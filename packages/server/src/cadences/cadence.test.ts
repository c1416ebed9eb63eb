import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition } from "@rondo/core/process";
import { type TestServer, type World, digitise, libraryOn, personOn, startTestServer } from "@rondo/testkit";
import { workIn } from "../http/index.ts";
import { createNoticeReader } from "../notices/index.ts";
import { fire } from "./index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const daily = { every: 1, unit: "day", time: "09:00" } as const;
const dueAt = async (id: string) =>
  (
    await server.system.database.inWorkspace(world.w, (tx) =>
      tx.first(sql<{ due_at: string }>`select due_at from due_moment where workspace_id = current_workspace() and subject_id = ${id}`),
    )
  )?.due_at;
const since = (id: string, instant: string) =>
  server.system.database.inWorkspace(world.w, (tx) =>
    tx.change(sql`update cadence set done_until = ${instant} where workspace_id = current_workspace() and cadence_id = ${id}`),
  );

async function published(by = world.ines): Promise<string> {
  const process = await by.ok("createProcess", { params: { w: world.w }, body: { name: "Close the month", definition: digitise } });
  await by.ok("publish", { params: { w: world.w, p: process.id }, body: {} });
  return process.id;
}

test("in another zone a cadence comes due at its own time there", async () => {
  const { ines, w } = world;
  const cadence = await ines.ok("createCadence", {
    params: { w, p: await published() },
    body: { name: "Daily", rule: daily, start: "2026-01-01", answers: { volume: "Case 4" } },
  });
  const inBerlin = Date.parse((await dueAt(cadence.id)) as string);
  const { version } = await ines.ok("getWorkspace", { params: { w } });
  await ines.ok("changeWorkspace", { params: { w }, version, body: { zone: "Pacific/Auckland" } });
  const inAuckland = new Date((await dueAt(cadence.id)) as string);
  expect(inAuckland.getTime()).not.toBe(inBerlin);
  expect(new Intl.DateTimeFormat("en-GB", { timeZone: "Pacific/Auckland", hour: "2-digit", minute: "2-digit" }).format(inAuckland)).toBe(
    "09:00",
  );
  await ines.ok("changeWorkspace", { params: { w }, version: version + 1, body: { zone: "Europe/Berlin" } });
});

test("a task that repeats is made whole, or nothing of it", async () => {
  const { ines, tomas, w } = world;
  const body = {
    title: "Water the plants",
    notes: "The ferns too.",
    doer: "Doer",
    ownerId: tomas.personId,
    rule: daily,
    start: "2026-01-01",
  };
  const processes = async () =>
    (await ines.ok("listProcesses", { params: { w }, query: {} })).items.filter((one) => one.name === body.title);
  expect((await ines.call("repeatTask", { params: { w }, body: { ...body, ownerId: w } })).body).toMatchObject({
    code: "member_not_found",
  });
  expect(await processes()).toEqual([]);
  const cadence = await ines.ok("repeatTask", { params: { w }, body });
  expect(cadence).toMatchObject({ name: "Water the plants", catchUp: "latest", rule: daily });
  await since(cadence.id, new Date(Date.now() - 36 * 3_600_000).toISOString());
  await workIn(server.system, w, null, (work) => fire(work, cadence.id));
  const [run] = (await ines.ok("listRuns", { params: { w, p: cadence.processId } })).items;
  const { steps } = await ines.ok("getRun", { params: { w, r: run?.id ?? "" } });
  expect(steps).toMatchObject([{ title: "Water the plants", owner: { id: tomas.personId } }]);
});

test("an occurrence is started once, however often it is come to", async () => {
  const { ines, w } = world;
  const p = await published();
  const cadence = await ines.ok("createCadence", {
    params: { w, p },
    body: { name: "Daily", rule: daily, start: "2026-01-01", answers: { volume: "Case 4" }, catchUp: "latest" },
  });
  const runs = async () => (await ines.ok("listRuns", { params: { w, p } })).items.length;
  for (let time = 0; time < 2; time += 1) {
    await since(cadence.id, new Date(Date.now() - 86_400_000).toISOString());
    await workIn(server.system, w, null, (work) => fire(work, cadence.id));
  }
  expect(await runs()).toBe(1);
});

test("when the process's owner has left, its cadence still starts runs, for nobody's request and with work for somebody here", async () => {
  const { ines, w } = world;
  const lucia = await personOn(server, { name: "Lucia Ferrari", email: "lucia@lindgren.example" });
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${lucia.personId}, 'member')`),
  );
  const p = await published(lucia);
  const cadence = await lucia.ok("createCadence", {
    params: { w, p },
    body: { name: "Daily", rule: daily, start: "2026-01-01", answers: { volume: "Case 4" }, catchUp: "latest" },
  });
  await ines.ok("removeMember", { params: { w, m: lucia.personId } });
  await since(cadence.id, new Date(Date.now() - 86_400_000).toISOString());
  await workIn(server.system, w, null, (work) => fire(work, cadence.id));
  const [run] = (await ines.ok("listRuns", { params: { w, p } })).items;
  expect(run?.at).toMatchObject([{ stepId: "fetch", owner: { id: ines.personId } }]);
  const kept = await server.system.database.inWorkspace(w, (tx) =>
    tx.first(
      sql<{ requester_id: string | null }>`select requester_id from run where workspace_id = current_workspace() and run_id = ${run!.id}`,
    ),
  );
  expect(kept?.requester_id).toBeNull();
});

test("what will come due stands in a calendar before its run is there, for whoever may see the process", async () => {
  const { ines, mei, freya, w } = world;
  const p = await published();
  await ines.ok("createCadence", {
    params: { w, p },
    body: { name: "Every morning", rule: daily, start: "2026-01-01", answers: { volume: "Case 4" } },
  });
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const seen = async (by: typeof ines, query: { from: string; to: string }) =>
    (await by.ok("listOccurrences", { params: { w }, query })).items.filter((item) => item.processId === p);
  const ahead = await seen(mei, { from: day(3), to: day(5) });
  expect(ahead.map((item) => [item.name, item.processName])).toEqual(Array.from({ length: 3 }, () => ["Every morning", "Close the month"]));
  expect(await seen(mei, { from: day(-9), to: day(-5) })).toEqual([]);
  expect(await seen(freya, { from: day(3), to: day(5) })).toEqual([]);
  expect((await mei.call("listOccurrences", { params: { w }, query: { from: day(5), to: day(3) } })).status).toBe(400);
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const asking: Definition = {
  ...digitise,
  fields: [
    ...digitise.fields,
    { key: "wanted", label: "Wanted by", kind: "date" },
    { key: "month", label: "Month", kind: "text" },
    { key: "note", label: "Note", kind: "longText" },
  ],
  intake: ["volume", "wanted", "month", "note"],
};

async function asks(definition = asking): Promise<string> {
  const process = await world.ines.ok("createProcess", { params: { w: world.w }, body: { name: "Read the climate", definition } });
  await world.ines.ok("publish", { params: { w: world.w, p: process.id }, body: {} });
  return process.id;
}

/** As if its last occurrence before now had just come due. */
async function comeDue(id: string): Promise<void> {
  await since(id, new Date(Date.now() - 86_400_000).toISOString());
  await workIn(server.system, world.w, null, (work) => fire(work, id));
}

const standing = {
  answers: { volume: "Case 4" },
  expressions: { wanted: 'occurrence + duration("P14D")', month: 'string(occurrence.month) + " of " + string(occurrence.year)' },
};
const newest = async (p: string) => {
  const { ines, w } = world;
  const [run] = (await ines.ok("listRuns", { params: { w, p } })).items;
  return ines.ok("getRun", { params: { w, r: run!.id } });
};

test("a cadence answers the start form of its runs, also with what follows from the day", async () => {
  const { ines, w } = world;
  const p = await asks();
  const cadence = await ines.ok("createCadence", {
    params: { w, p },
    body: { name: "Daily", rule: daily, start: "2026-01-01", ...standing },
  });
  expect(cadence).toMatchObject({ ...standing, wrong: [] });
  await comeDue(cadence.id);
  const run = await newest(p);
  const on = /(\d{4})-(\d{2})-\d{2}$/.exec(run.title) as RegExpExecArray;
  const wanted = new Date(Date.parse(on[0]) + 14 * 86_400_000).toISOString().slice(0, 10);
  expect(run.answers).toEqual({ volume: "Case 4", wanted, month: `${Number(on[2])} of ${on[1]}` });
});

test("what does not fit the start form is refused at saving, each field by name", async () => {
  const { ines, w } = world;
  const p = await asks();
  const save = async (body: { answers?: Record<string, string | number>; expressions?: Record<string, string> }) => {
    const { status, body: said }: { status: number; body: unknown } = await ines.call("createCadence", {
      params: { w, p },
      body: { name: "Daily", rule: daily, start: "2026-01-01", ...body },
    });
    const { code, params } = said as { code: string; params: { problems: { field: string; problem: string }[] } };
    return [status, code, ...params.problems.map(({ field, problem: what }) => `${field} ${what}`)];
  };
  expect(await save({ answers: { volume: "Case 4" } })).toEqual([422, "field_required", "wanted required", "month required"]);
  expect(await save({ ...standing, answers: { volume: 4 } })).toEqual([422, "field_invalid", "volume wrongType"]);
  expect(await save({ ...standing, expressions: { ...standing.expressions, wanted: "occurrence +" } })).toEqual([
    422,
    "field_invalid",
    "wanted expression",
  ]);
  expect(await save({ ...standing, expressions: { ...standing.expressions, wanted: "today + 1" } })).toEqual([
    422,
    "field_invalid",
    "wanted expression",
  ]);
  expect(await save({ ...standing, expressions: { ...standing.expressions, wanted: "occurrence.month" } })).toEqual([
    422,
    "field_invalid",
    "wanted expression",
  ]);
  expect(await save({ ...standing, answers: { volume: "Case 4", pages: 3 } })).toEqual([422, "field_not_editable", "pages notEditable"]);
});

test("after a revision that asks for more, no run starts half filled: the cadence says so, its owner is told, and it is started when it was mended", async () => {
  const { ines, w } = world;
  const p = await asks();
  const cadence = await ines.ok("createCadence", {
    params: { w, p },
    body: { name: "Daily", rule: daily, start: "2026-01-01", ...standing },
  });
  const { draftVersion } = await ines.ok("getProcess", { params: { w, p } });
  await ines.ok("saveDraft", {
    params: { w, p },
    version: draftVersion,
    body: {
      definition: {
        ...asking,
        fields: [...asking.fields, { key: "room", label: "Room", kind: "text" }],
        intake: [...asking.intake, "room"],
      },
    },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  await comeDue(cadence.id);
  expect((await ines.ok("listRuns", { params: { w, p } })).items).toEqual([]);
  const [now] = (await ines.ok("listCadences", { params: { w, p } })).items;
  expect(now).toMatchObject({ missed: 1, wrong: [{ field: "room", label: "Room", problem: "required" }] });
  const past = async () => (await ines.ok("listPastOccurrences", { params: { w, p, c: cadence.id } })).items;
  const [missed] = await past();
  expect(missed).toMatchObject({ run: null, missed: true, why: "answers", wrong: [{ field: "room", problem: "required" }] });
  const { database, live, log } = server.system;
  await createNoticeReader({ database, live, log, hasMail: false }).readNow(w);
  expect((await ines.ok("getInbox", { params: { w }, query: {} })).items).toContainEqual(
    expect.objectContaining({ kind: "incident", why: "yourCadence", title: "Read the climate · Daily" }),
  );
  const late = { params: { w, p, c: cadence.id }, body: { at: missed!.at } };
  expect((await ines.call("startOccurrence", late)).status).toBe(422);
  await ines.ok("changeCadence", {
    params: { w, p, c: cadence.id },
    version: now!.version,
    body: { answers: { ...standing.answers, room: "Stacks" } },
  });
  const { runId } = await ines.ok("startOccurrence", late);
  expect((await ines.ok("getRun", { params: { w, r: runId } })).answers).toMatchObject({ room: "Stacks" });
  expect(await past()).toMatchObject([{ run: { id: runId }, missed: false, why: null }]);
  expect((await ines.call("startOccurrence", late)).status).toBe(404);
});

test("while a run of it is open, the next is started beside it, left out, or takes its place, as the cadence says", async () => {
  const { ines, w } = world;
  const twice = async (overlap: "start" | "skip" | "replace") => {
    const p = await published();
    const cadence = await ines.ok("createCadence", {
      params: { w, p },
      body: { name: "Daily", rule: daily, start: "2026-01-01", answers: { volume: "Case 4" }, catchUp: "all", overlap },
    });
    await since(cadence.id, new Date(Date.now() - 2 * 86_400_000).toISOString());
    await workIn(server.system, w, null, (work) => fire(work, cadence.id));
    const states = (await ines.ok("listRuns", { params: { w, p } })).items.map(({ state }) => state).sort();
    const whys = (await ines.ok("listPastOccurrences", { params: { w, p, c: cadence.id } })).items.map(({ why }) => why);
    return [states, whys];
  };
  expect(await twice("start")).toEqual([
    ["running", "running"],
    [null, null],
  ]);
  expect(await twice("skip")).toEqual([["running"], ["open", null]]);
  expect(await twice("replace")).toEqual([
    ["cancelled", "running"],
    [null, null],
  ]);
});

test("one occurrence is left out or moved, and the others stay as they are", async () => {
  const { ines, w } = world;
  const p = await published();
  const made = await ines.ok("createCadence", {
    params: { w, p },
    body: { name: "Daily", rule: daily, start: "2026-01-01", answers: { volume: "Case 4" } },
  });
  const [first, second, third] = made.next;
  const to = { date: day(40), time: "07:15" };
  const changed = await ines.ok("changeCadence", {
    params: { w, p, c: made.id },
    version: made.version,
    body: {
      exceptions: [
        { day: first!.day, to: null },
        { day: second!.day, to },
      ],
    },
  });
  expect(changed.next[0]).toEqual(third);
  expect(await dueAt(made.id)).toBe(third!.at);
  const ahead = (await ines.ok("listOccurrences", { params: { w }, query: { from: to.date, to: to.date } })).items.filter(
    (item) => item.cadenceId === made.id,
  );
  expect(ahead.map((item) => item.day)).toEqual([second!.day, to.date]);
});

test("changed from a day on, what comes before stays, and another cadence goes on from there", async () => {
  const { ines, w } = world;
  const p = await published();
  const made = await ines.ok("createCadence", {
    params: { w, p },
    body: { name: "Daily", rule: { ...daily, every: 3 }, start: "2026-01-01", answers: { volume: "Case 4" } },
  });
  const from = made.next[2]!.day;
  const later = await ines.ok("changeCadence", {
    params: { w, p, c: made.id },
    version: made.version,
    body: { rule: { ...daily, every: 3, time: "16:30" }, from },
  });
  expect(later.id).not.toBe(made.id);
  expect(later.next.map((one) => one.day)).toEqual([...made.next.slice(2).map((one) => one.day), expect.anything(), expect.anything()]);
  const before = (await ines.ok("listCadences", { params: { w, p } })).items.find((one) => one.id === made.id);
  expect(before?.next).toEqual(made.next.slice(0, 2));
  // From the next one on is all of it.
  const same = await ines.ok("changeCadence", {
    params: { w, p, c: later.id },
    version: later.version,
    body: { name: "Twice", from: later.next[0]!.day },
  });
  expect(same).toMatchObject({ id: later.id, name: "Twice" });
});

test("a changed rule starts nothing and misses nothing for the days before it was changed", async () => {
  const { ines, w } = world;
  const p = await published();
  const made = await ines.ok("createCadence", {
    params: { w, p },
    body: {
      name: "Yearly",
      rule: { every: 1, unit: "year", time: "09:00" },
      start: "2026-01-01",
      answers: { volume: "Case 4" },
      catchUp: "all",
    },
  });
  await since(made.id, new Date(Date.now() - 9 * 86_400_000).toISOString());
  const changed = await ines.ok("changeCadence", { params: { w, p, c: made.id }, version: made.version, body: { rule: daily } });
  await workIn(server.system, w, null, (work) => fire(work, made.id));
  expect((await ines.ok("listPastOccurrences", { params: { w, p, c: made.id } })).items).toEqual([]);
  expect(changed.next).toHaveLength(5);
});

test("a cadence that has come to its end can be renamed and paused; to go on it needs another end", async () => {
  const { ines, w } = world;
  const p = await published();
  const made = await ines.ok("createCadence", {
    params: { w, p },
    body: { name: "Daily", rule: daily, start: "2026-01-01", answers: { volume: "Case 4" } },
  });
  const { id: c } = made;
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(
      sql`update cadence set until = '2026-01-02', done_until = now() where workspace_id = current_workspace() and cadence_id = ${c}`,
    ),
  );
  const renamed = await ines.ok("changeCadence", { params: { w, p, c }, version: made.version, body: { name: "Daily, in January" } });
  expect(renamed).toMatchObject({ name: "Daily, in January", next: [], paused: false });
  const paused = await ines.ok("changeCadence", { params: { w, p, c }, version: renamed.version, body: { paused: true } });
  expect(await ines.call("changeCadence", { params: { w, p, c }, version: paused.version, body: { paused: false } })).toMatchObject({
    status: 422,
    body: { code: "cadence_never" },
  });
  const on = await ines.ok("changeCadence", { params: { w, p, c }, version: paused.version, body: { paused: false, until: null } });
  expect(on.next).toHaveLength(5);
});
