import { expect, test } from "vitest";
import { world, send, rowCounts, board, withServer } from "./imports.fixture.ts";

withServer();

const hostile: [string, string | Uint8Array, string, string][] = [
  ["nothing at all", "", "a.json", "unreadable"],
  ["JSON that breaks off", board("cut").slice(0, 900), "cut.json", "unreadable"],
  ["bytes that are no text", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]), "program", "format_unknown"],
  ["an archive", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), "plan.zip", "unreadable"],
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

test("ids of another workspace in a file are names of the file: everything made is new, and nothing of the others is touched or shown", async () => {
  const { ines, stranger } = world;
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  const secret = await stranger.ok("createProject", { params: { w: elsewhere }, body: { name: "Only elsewhere" } });
  const secretTask = await stranger.ok("createTask", { params: { w: elsewhere }, body: { title: "Their task" } });
  const secretProcess = await stranger.ok("createProcess", { params: { w: elsewhere }, body: { name: "Their process" } });
  const task = {
    sourceId: secretTask.id,
    title: "Take over",
    notes: "",
    url: null,
    list: secret.id,
    parent: secretTask.id,
    position: 1,
    labels: [secret.id],
    members: [stranger.personId],
    start: null,
    due: null,
    createdAt: null,
    completed: false,
    completedAt: null,
    archived: false,
    fields: [],
    checklists: [],
    comments: [{ sourceId: "c", author: stranger.personId, at: null, text: "As somebody else" }],
    attachments: [],
    history: [],
  };
  const project = {
    sourceId: secret.id,
    name: "Taken",
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    members: [{ sourceId: stranger.personId, name: "Somebody", username: null, email: "stranger@elsewhere.example" }],
    fields: [],
    tasks: [task],
    history: [],
  };
  const start = {
    id: "a",
    title: "Start theirs",
    instructions: "",
    kind: "action",
    act: { do: "start", process: secretProcess.id, values: [], wait: false, into: [] },
    undo: null,
  };
  const definition = { purpose: "", roles: [], fields: [], intake: [], deliverable: null, steps: [start] };
  const file = JSON.stringify({ rondo: 1, projects: [project], processes: [{ title: "Reach out", definition }] });
  const answer = await send(ines, "foreign.json", file);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  const made = answer.body.made.map(({ id }) => id);
  expect(made).toHaveLength(2);
  for (const id of [secret.id, secretTask.id, secretProcess.id]) expect(made).not.toContain(id);
  const { tasks } = await ines.ok("getPlan", { params: { w: world.w, p: made[0]! } });
  expect(tasks.map(({ title, owner, id }) => [title, owner?.id === stranger.personId, id === secretTask.id])).toEqual([
    ["Take over", false, false],
  ]);
  expect(JSON.stringify(answer.body)).not.toContain("Only elsewhere");
  expect(await stranger.ok("getProject", { params: { w: elsewhere, p: secret.id } })).toMatchObject({
    name: "Only elsewhere",
    version: secret.version,
  });
  // A process of another workspace can't be started from here: the draft says so, or its run does.
  await ines.call("publish", { params: { w: world.w, p: made[1]! }, body: {} });
  await ines.call("startRun", { params: { w: world.w, p: made[1]! }, body: { answers: {} } });
  expect((await stranger.ok("listRuns", { params: { w: elsewhere, p: secretProcess.id } })).items).toEqual([]);
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
