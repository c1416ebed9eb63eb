import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "@rondo/contract";
import { type Answer, type Client, type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import pg from "pg";
import type { Import } from "./present.ts";

let server: TestServer;
let world: World;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const shared = process.env["RONDO_SHARED_DATA"] ?? fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const haveShared = existsSync(`${shared}/trello/facts.csv`);
const needs = haveShared ? "" : ` (skipped: no real files at ${shared})`;

async function send(
  who: Client,
  name: string,
  bytes: Uint8Array | string,
  options: { again?: boolean; form?: boolean; headers?: Record<string, string> } = {},
): Promise<Answer<Import>> {
  const body = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const form = new FormData();
  form.set("file", new Blob([body as Uint8Array<ArrayBuffer>]), name);
  const response = await fetch(`${server.url}/api/workspaces/${world.w}/imports${options.again ? "?again=true" : ""}`, {
    method: "POST",
    headers: {
      cookie: who.cookie,
      origin: server.url,
      "sec-fetch-site": "same-origin",
      ...(options.form ? {} : { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(name) }),
      ...options.headers,
    },
    body: options.form ? form : (body as Uint8Array<ArrayBuffer>),
  });
  return { status: response.status, body: (await response.json()) as Import, headers: response.headers };
}

async function done(who: Client, name: string, bytes: Uint8Array | string, options: Parameters<typeof send>[3] = {}): Promise<Import> {
  const answer = await send(who, name, bytes, options);
  expect(answer.body, JSON.stringify(answer.body)).not.toHaveProperty("code");
  expect(answer.status).toBe(201);
  return operations.importFile.answer.parse(answer.body);
}

test("a file of BPMN becomes draft processes, and each is exported with all that the file had", async () => {
  const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:other-tool" targetNamespace="urn:t">
  <b:process id="P" name="Lend a laptop"><b:extensionElements><x:colour value="red"/></b:extensionElements>
    <b:startEvent id="s"/><b:userTask id="hand" name="Hand it out"/><b:endEvent id="e"/>
    <b:sequenceFlow id="f1" sourceRef="s" targetRef="hand"/><b:sequenceFlow id="f2" sourceRef="hand" targetRef="e"/></b:process>
  <b:message id="m" name="Reminder"/>
</b:definitions>
`;
  const report = await done(world.ines, "laptop.bpmn", bpmn);
  expect(carried(report)).toEqual(read(report));
  const made = report.made[0]!;
  expect(made).toMatchObject({ kind: "process", name: "Lend a laptop" });
  const exported = async (): Promise<string> =>
    (await fetch(`${server.url}/api/workspaces/${world.w}/processes/${made.id}/bpmn`, { headers: { cookie: world.ines.cookie } })).text();
  expect(await exported()).toBe(bpmn);
  const draft = await world.ines.ok("getDraft", { params: { w: world.w, p: made.id } });
  const steps = draft.definition.steps.map((step) => ({ ...step, title: "Hand it over" }));
  await world.ines.ok("saveDraft", {
    params: { w: world.w, p: made.id },
    version: draft.version,
    body: { definition: { ...draft.definition, steps } },
  });
  expect(await exported()).toContain('<b:userTask id="hand" name="Hand it over"/>');
  expect(await exported()).toContain('<b:message id="m" name="Reminder"/>');
});

test("processes of one file that call each other are started by each other, and go out as they came", async () => {
  const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
  <process id="lend" name="Lend a volume"><startEvent id="s"/><callActivity id="call" name="Bind it first" calledElement="bind"/><userTask id="hand" name="Hand it out"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="call"/><sequenceFlow id="f2" sourceRef="call" targetRef="hand"/></process>
  <process id="bind" name="Bind a volume"><userTask id="sew" name="Sew it"/></process>
</definitions>
`;
  const { w, ines } = world;
  const { made, findings } = await done(ines, "lend.bpmn", bpmn);
  expect(findings.map(({ code }) => code)).not.toContain("bpmn.call_not_run");
  for (const { id } of made) {
    await ines.ok("publish", { params: { w, p: id }, body: {} });
    expect(await (await fetch(`${server.url}/api/workspaces/${w}/processes/${id}/bpmn`, { headers: { cookie: ines.cookie } })).text()).toBe(
      bpmn,
    );
  }
  const run = await ines.ok("startRun", { params: { w, p: made[0]!.id }, body: {} });
  const [binding] = (await ines.ok("listRuns", { params: { w, p: made[1]!.id } })).items;
  const { at } = await ines.ok("getRun", { params: { w, r: binding!.id } });
  await ines.ok("completeTask", { params: { w, t: at[0]!.taskId! }, body: {} });
  expect((await ines.ok("getRun", { params: { w, r: run.id } })).at.map(({ stepId }) => stepId)).toEqual(["hand"]);
});

const carried = (report: Import): Record<string, number> =>
  Object.fromEntries(report.counts.map(({ noun, carried: count }) => [noun, count]));
const read = (report: Import): Record<string, number> => Object.fromEntries(report.counts.map(({ noun, read: count }) => [noun, count]));

/** Rows of every table of people's data, so that nothing can be left behind anywhere. */
async function rowCounts(): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ name: string }>(
    "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = 'public' order by 1",
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) counts[name] = Number((await owner.query<{ count: string }>(`select count(*) from ${name}`)).rows[0]?.count);
  return counts;
}

function factsOf(file: string): Record<string, Record<string, string>> {
  const [head = "", ...lines] = readFileSync(`${shared}/${file}`, "utf8").trim().split("\n");
  const names = head.split(",");
  return Object.fromEntries(
    lines.map((line) => [line.split(",")[0], Object.fromEntries(line.split(",").map((value, at) => [names[at], value]))]),
  );
}

for (const name of haveShared ? Object.keys(factsOf("trello/facts.csv")) : ["no boards"]) {
  test.skipIf(!haveShared)(
    `${name} stands in the database with as many cards, comments and check items as in the file${needs}`,
    async () => {
      const facts = factsOf("trello/facts.csv")[name] as Record<string, string>;
      const report = await done(world.ines, name, readFileSync(`${shared}/trello/${name}`), { form: true });
      const expected: Record<string, number> = {
        lists: Number(facts["lists"]),
        openLists: Number(facts["open_lists"]),
        cards: Number(facts["cards"]),
        openCards: Number(facts["open_cards"]),
        cardsWithDue: Number(facts["cards_with_due"]),
        checklists: Number(facts["checklists"]),
        checkItems: Number(facts["check_items"]),
        checkItemsComplete: Number(facts["check_items_complete"]),
        comments: Number(facts["comments"]),
        actions: Number(facts["actions"]),
        cardCreations: Number(facts["create_card"]),
        cardChanges: Number(facts["update_card"]),
        listMoves: Number(facts["list_moves"]),
        checkItemChanges: Number(facts["check_item_state_changes"]),
      };
      const counted = Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0));
      expect(read(report)).toMatchObject(counted);
      expect(carried(report)).toMatchObject(counted);
      expect(read(report)["labels"] ?? 0).toBe(Number(facts["labels"]));
      expect(read(report)["members"] ?? 0).toBe(Number(facts["members"]));
      const made = report.made[0] as Import["made"][number];
      const plan = await world.ines.ok("getPlan", { params: { w: world.w, p: made.id } });
      expect(plan.project.columns).toHaveLength(Number(facts["lists"]));
      expect(plan.tasks.filter((task) => task.plan?.parentId === null)).toHaveLength(Number(facts["cards"]));
    },
  );
}

const procedures = haveShared ? readdirSync(`${shared}/procedures`).filter((name) => name.endsWith(".md")) : [];
for (const name of haveShared ? procedures : ["no procedures"]) {
  test.skipIf(!haveShared)(`${name} becomes a draft process with every heading and item of the text${needs}`, async () => {
    const facts = factsOf("procedures/facts.csv")[name] as Record<string, string>;
    const report = await done(world.tomas, name, readFileSync(`${shared}/procedures/${name}`));
    const expected = {
      headings: Number(facts["headings"]),
      checkboxItems: Number(facts["checkbox_items"]),
      orderedItems: Number(facts["ordered_items"]),
      bulletItems: Number(facts["bullet_items"]),
    };
    const counted = Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0));
    expect(read(report)).toEqual(counted);
    expect(carried(report)).toEqual(counted);
    const draft = await world.tomas.ok("getDraft", { params: { w: world.w, p: report.made[0]!.id } });
    expect(draft.definition.steps.length).toBeGreaterThan(0);
  });
}

const others = haveShared
  ? ["importers", "mspdi"].flatMap((folder) =>
      existsSync(`${shared}/${folder}`)
        ? readdirSync(`${shared}/${folder}`)
            .filter((name) => /\.(json|csv|xml)$/.test(name))
            .map((name) => `${folder}/${name}`)
        : [],
    )
  : ["no other files"];
test.skipIf(!haveShared)(`every other export and plan at hand is imported or refused with a reason, never half${needs}`, async () => {
  for (const name of others) {
    const before = await rowCounts();
    const answer = await send(world.ines, name.split("/").at(-1) as string, readFileSync(`${shared}/${name}`));
    if (answer.status !== 201) expect(await rowCounts()).toEqual(before);
    expect([201, 422]).toContain(answer.status);
    const short = answer.status === 201 ? answer.body.counts.filter((count) => count.carried < count.read) : [];
    if (short.length > 0)
      expect(answer.body.findings, `${name}: ${short.map(({ noun }) => noun).join(", ")} without a word why`).not.toEqual([]);
    for (const { noun, read: inFile, carried: here } of short) expect(here, `${name}: ${noun}`).toBeLessThan(inFile);
  }
});

/** A board of ours, small, with everything a board can have. */
const board = (id = "b1", extra: object = {}): string =>
  JSON.stringify({
    id,
    name: "Opening hours campaign",
    desc: "Tell **everybody** that we open on Sundays.",
    prefs: {},
    url: "https://boards.lindgren.example/b/1",
    lists: [
      { id: "l1", name: "To write", pos: 1, closed: false },
      { id: "l2", name: "Done", pos: 2, closed: false },
      { id: "l3", name: "To write", pos: 3, closed: true },
    ],
    labels: [
      { id: "g1", name: "Print", color: "red" },
      { id: "g2", name: "Unused", color: "blue" },
    ],
    members: [
      { id: "m1", fullName: "Tomas B.", username: "tomas", email: "Tomas@lindgren.example" },
      { id: "m2", fullName: "Somebody Else", username: "else" },
    ],
    cards: [
      {
        id: "c1",
        name: "Leaflet",
        desc: "A6, both sides",
        idList: "l1",
        pos: 1,
        closed: false,
        due: "2031-03-01T12:00:00.000Z",
        idMembers: ["m1"],
        idLabels: ["g1"],
        labels: [],
      },
      { id: "c2", name: "Poster\nin A1", desc: "", idList: "l2", pos: 2, closed: false, idMembers: ["m2"], idLabels: [], labels: [] },
      {
        id: "c3",
        name: "Old idea \u0000\u202e",
        desc: "\ud800",
        idList: "l3",
        pos: 3,
        closed: true,
        idMembers: [],
        idLabels: [],
        labels: [],
      },
    ],
    checklists: [
      {
        id: "k1",
        idCard: "c1",
        name: "Text",
        checkItems: [
          { id: "i1", name: "Draft", state: "complete" },
          { id: "i2", name: "Proofread", state: "incomplete" },
        ],
      },
    ],
    actions: [
      {
        id: "a1",
        type: "commentCard",
        date: "2024-05-02T10:00:00.000Z",
        idMemberCreator: "m2",
        data: { text: "Looks *good*", card: { id: "c1" } },
        memberCreator: { fullName: "Somebody Else" },
      },
      {
        id: "a2",
        type: "updateCard",
        date: "2024-05-03T10:00:00.000Z",
        idMemberCreator: "m1",
        data: { card: { id: "c2" }, listBefore: { id: "l1", name: "To write" }, listAfter: { id: "l2", name: "Done" } },
      },
    ],
    ...extra,
  });

test("a board becomes a project: lists are columns, checklists tasks inside, comments keep author and time, members are found by e-mail", async () => {
  const report = await done(world.ines, "board.json", board());
  const { w, ines } = world;
  const plan = await ines.ok("getPlan", { params: { w, p: report.made[0]!.id } });
  expect(plan.project).toMatchObject({
    name: "Opening hours campaign",
    goal: "Tell **everybody** that we open on Sundays.",
    columns: ["To write", "Done", "To write (2)"],
    everyone: "contributor",
    mine: "manager",
  });
  // Cards that say nothing of when and how long make no plan: no finish, nothing critical; points of a checklist are no tasks.
  expect([plan.project.finish, plan.entries.some(({ critical }) => critical), plan.project.openTasks + plan.project.closedTasks]).toEqual([
    null,
    false,
    3,
  ]);
  const by = (title: string) => plan.tasks.find((task) => task.title === title)!;
  expect(plan.tasks.map((task) => task.title).sort()).toEqual(["Draft", "Leaflet", "Old idea", "Poster in A1", "Proofread", "Text"].sort());
  expect(by("Leaflet")).toMatchObject({
    owner: { id: world.tomas.personId },
    dueAt: "2031-03-01T12:00:00.000Z",
    completion: null,
    plan: { column: "To write" },
  });
  const notesOf = async (title: string): Promise<string> => (await ines.ok("getTask", { params: { w, t: by(title).id } })).notes;
  expect(await notesOf("Leaflet")).toBe("A6, both sides\n\n- Labels: Print");
  expect(by("Text").plan?.parentId).toBe(by("Leaflet").id);
  expect(by("Draft")).toMatchObject({ closedAs: "completed", plan: { parentId: by("Text").id } });
  expect(by("Proofread").closedAs).toBeNull();
  expect(by("Poster in A1")).toMatchObject({ owner: null, completion: { by: null, at: "2024-05-03T10:00:00.000Z" } });
  expect(await notesOf("Poster in A1")).toContain("People: Somebody Else");
  expect(by("Old idea").closedAs).toBe("completed");
  const comments = await ines.ok("listComments", { params: { w, t: by("Leaflet").id } });
  expect(comments.items).toEqual([
    expect.objectContaining({ author: null, importedAuthor: "Somebody Else", text: "Looks *good*", at: "2024-05-02T10:00:00.000Z" }),
  ]);
  expect(report.counts).toContainEqual({ noun: "labels", read: 2, carried: 1 });
  expect(report.counts).toContainEqual({ noun: "members", read: 2, carried: 1 });
  expect(report.findings.map((finding) => finding.code)).toEqual(
    expect.arrayContaining(["members_not_matched", "labels_unused", "archived_read_as_done", "length_unknown"]),
  );
  const events = await ines.ok("listTaskEvents", { params: { w, t: by("Leaflet").id } });
  expect(events.items).toEqual([]); // the journal begins with the import; what was before is kept with it
});

test("who is in a file is matched by hand: their work and words become theirs, and the next file knows it", async () => {
  const { w, ines, tomas, mei } = world;
  const first = await done(ines, "people.json", board("people"));
  expect(first.people.map(({ number: _, ...one }) => one)).toEqual([
    {
      name: "Tomas B.",
      username: "tomas",
      email: "Tomas@lindgren.example",
      person: { id: tomas.personId, name: expect.any(String) },
      how: "mail",
      tasks: 1,
    },
    { name: "Somebody Else", username: "else", email: null, person: null, how: null, tasks: 1 },
  ]);
  const n = String(first.people[1]?.number);
  const matched = await ines.ok("matchPerson", { params: { w, i: first.id, n }, body: { personId: mei.personId } });
  expect(matched.people[1]).toMatchObject({ person: { id: mei.personId }, how: "hand" });
  expect(matched.counts).toContainEqual({ noun: "members", read: 2, carried: 2 });
  expect(matched.findings.map(({ code }) => code)).not.toContain("members_not_matched");
  const plan = await ines.ok("getPlan", { params: { w, p: first.made[0]!.id } });
  expect(plan.tasks.find(({ title }) => title === "Poster in A1")?.owner?.id).toBe(mei.personId);
  const leaflet = plan.tasks.find(({ title }) => title === "Leaflet")?.id as string;
  expect((await ines.ok("listComments", { params: { w, t: leaflet } })).items.map(({ author }) => author?.id)).toEqual([mei.personId]);
  // Another file of the same people knows, and somebody can be said to be nobody here.
  const second = await done(ines, "people-2.json", board("people2"));
  expect(second.people.map(({ how }) => how)).toEqual(["mail", "before"]);
  const nobody = await ines.ok("matchPerson", { params: { w, i: first.id, n }, body: { personId: null } });
  expect(nobody.people[1]?.person).toBeNull();
  expect(
    (await ines.ok("getPlan", { params: { w, p: first.made[0]!.id } })).tasks.find(({ title }) => title === "Poster in A1")?.owner,
  ).toBeNull();
  expect((await mei.call("matchPerson", { params: { w, i: first.id, n }, body: { personId: null } })).status).toBe(404);
});

test("a later export of a board that is here already makes no second one unless that is wanted", async () => {
  const first = await done(world.ines, "later.json", board("later"));
  const again = await send(world.ines, "later-2.json", board("later", { desc: "Changed since" }));
  expect(again.body).toMatchObject({ code: "already_imported", params: { made: first.made } });
  expect((await done(world.ines, "later-2.json", board("later", { desc: "Changed since" }), { again: true })).made[0]?.id).not.toBe(
    first.made[0]?.id,
  );
});

test("the same bytes again are refused with what they made, and imported as a copy when that is wanted", async () => {
  const file = board("twice");
  const first = await done(world.ines, "twice.json", file);
  const again = await send(world.tomas, "renamed.json", file);
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ code: "already_imported", params: { made: first.made } });
  const copy = await done(world.ines, "twice.json", file, { again: true });
  expect(copy.made[0]?.id).not.toBe(first.made[0]?.id);
});

test("an import is listed to whoever made it and to admins, and to nobody else", async () => {
  const { w, ines, tomas, mei, freya, stranger } = world;
  const report = await done(tomas, "own.json", board("own"));
  const listed = async (who: Client): Promise<boolean> =>
    (await who.ok("listImports", { params: { w } })).items.some((one) => one.id === report.id);
  expect([await listed(tomas), await listed(ines), await listed(mei)]).toEqual([true, true, false]);
  expect((await tomas.ok("getImport", { params: { w, i: report.id } })).counts).toEqual(report.counts);
  expect((await mei.call("getImport", { params: { w, i: report.id } })).status).toBe(404);
  expect((await stranger.call("getImport", { params: { w, i: report.id } })).status).toBe(404);
  expect((await send(freya, "guest.json", board("guest"))).status).toBe(403);
});

test("a request repeated with its key answers the same and imports once", async () => {
  const headers = { "idempotency-key": "import-1" };
  const first = await done(world.ines, "key.json", board("key"), { headers });
  expect(await done(world.ines, "key.json", board("key"), { headers })).toEqual(first);
  expect((await send(world.ines, "key.json", board("another"), { headers })).body).toMatchObject({ code: "idempotency_mismatch" });
});

test("of one file sent twice at once one is imported and the other refused", async () => {
  const before = await rowCounts();
  const answers = await Promise.all([send(world.ines, "race.json", board("race")), send(world.tomas, "race.json", board("race"))]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect((await rowCounts())["project"]).toBe((before["project"] ?? 0) + 1);
});

const hostile: [string, string | Uint8Array, string, string][] = [
  ["nothing at all", "", "a.json", "unreadable"],
  ["JSON that breaks off", board("cut").slice(0, 900), "cut.json", "unreadable"],
  ["bytes that are no text", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]), "program", "format_unknown"],
  ["an archive", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), "plan.zip", "format_unknown"],
  ["a workbook that breaks off", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), "plan.xlsx", "unreadable"],
  ["JSON of another kind", '{"a":1}', "a.json", "format_unknown"],
  ["brackets without end", "[".repeat(200_000), "deep.json", "unreadable"],
  [
    "XML with a document type",
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x "y">]><Project xmlns="http://schemas.microsoft.com/project">&x;</Project>',
    "plan.xml",
    "unreadable",
  ],
  [
    "a process whose steps have no ids",
    '{"rondo":1,"processes":[{"title":"x","definition":{"purpose":"","roles":[],"fields":[],"intake":[],"deliverable":null,"steps":[{"kind":"task","id":"not an id","title":"t","instructions":"","role":null,"due":null,"fields":[],"checklist":[]}]}}]}',
    "p.json",
    "unreadable",
  ],
  [
    "more cards than one import takes",
    JSON.stringify({
      ...JSON.parse(board("many")),
      cards: Array.from({ length: 20_001 }, (_, at) => ({ id: `c${at}`, name: "x", idList: "l1" })),
    }),
    "many.json",
    "too_large",
  ],
];

for (const [what, bytes, name, code] of hostile) {
  test(`${what}: one refusal (${code}), and nothing is left behind`, async () => {
    const before = await rowCounts();
    const answer = await send(world.ines, name, bytes);
    expect(answer.body).toMatchObject({ code });
    expect(String((answer.body as unknown as { detail: string }).detail)).not.toBe("");
    expect(await rowCounts()).toEqual(before);
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });
}

test("keys that reach for the prototype change nothing", async () => {
  const before = Object.getOwnPropertyNames(Object.prototype).length;
  await send(
    world.ines,
    "proto.json",
    board("proto").replace('"prefs":{}', '"prefs":{},"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}'),
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
});

test("a file larger than the limit, and a body that is no file, are refused before anything is read", async () => {
  const before = await rowCounts();
  expect((await send(world.ines, "big.json", new Uint8Array(64 * 1_048_576 + 1))).body).toMatchObject({
    code: "too_large",
    params: { limit: "64 MiB" },
  });
  expect((await send(world.ines, "big.json", new Uint8Array(64 * 1_048_576 + 1), { form: true })).body).toMatchObject({
    code: "too_large",
    params: { limit: "64 MiB" },
  });
  expect((await send(world.ines, "a.json", "{}", { headers: { "content-type": "application/json" } })).body).toMatchObject({
    code: "unsupported_media_type",
  });
  expect(
    (await send(world.ines, "a.json", "--x\r\n\r\n", { headers: { "content-type": "multipart/form-data; boundary=x" } })).status,
  ).toBeLessThan(500);
  expect(await rowCounts()).toEqual(before);
});

test("the columns of a table are looked at, chosen once, and remembered for every table with the same names", async () => {
  const { ines, w } = { ines: world.ines, w: world.w };
  const table = (rows: string) => `Was zu tun ist,Wer macht es,Bis\n${rows}\n`;
  const first = table("Karten scannen,Mei,2026-04-03\nBände prüfen,Tomás,2026-04-05");
  expect((await send(ines, "plan.csv", first)).status).toBe(422);
  const look = async (bytes: string) => {
    const response = await fetch(`${server.url}/api/workspaces/${w}/imports/columns`, {
      method: "POST",
      headers: {
        cookie: ines.cookie,
        origin: server.url,
        "sec-fetch-site": "same-origin",
        "content-type": "application/octet-stream",
        "x-file-name": "plan.csv",
      },
      body: bytes,
    });
    return operations.lookAtTable.answer.parse(await response.json());
  };
  const {
    tables: [shape],
  } = await look(first);
  expect(shape).toMatchObject({
    header: ["Was zu tun ist", "Wer macht es", "Bis"],
    samples: [
      ["Karten scannen", "Mei", "2026-04-03"],
      ["Bände prüfen", "Tomás", "2026-04-05"],
    ],
    chosen: false,
  });
  const header = shape?.header ?? [];
  expect((await ines.call("chooseColumns", { params: { w }, body: { header, columns: { due: 2 } } })).status).toBe(400);
  expect((await ines.call("chooseColumns", { params: { w }, body: { header, columns: { title: 0, due: 0 } } })).status).toBe(400);
  await ines.ok("chooseColumns", { params: { w }, body: { header, columns: { title: 0, assignee: 1, due: 2 } } });
  const { made } = await done(ines, "plan.csv", first);
  const plan = await ines.ok("getPlan", { params: { w, p: made[0]?.id ?? "" } });
  expect(plan.tasks.map(({ title }) => title)).toEqual(["Karten scannen", "Bände prüfen"]);
  const again = await look(table("Regale räumen,Mei,"));
  expect(again.tables[0]).toMatchObject({ columns: { title: 0, assignee: 1, due: 2 }, chosen: true });
  expect((await done(ines, "other.csv", table("Regale räumen,Mei,2026-05-01"))).made).toHaveLength(1);
});
