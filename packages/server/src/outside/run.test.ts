import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition } from "@rondo/core/process";
import { type TestServer, type World, callOperation, libraryOn, listen, startTestServer } from "@rondo/testkit";
import { createTitleReader } from "../search/index.ts";

let server: TestServer;
let world: World;
let process: string;
let shown: string;
let beside: string;

const step = (id: string, title: string, fields: readonly { key: string; mode: "required" | "editable" }[] = []) =>
  ({ id, title, instructions: "", kind: "task", role: "desk", due: null, fields, checklist: [] }) as const;
const definition: Definition = {
  purpose: "A reader asks for a volume; they get its scans.",
  roles: [{ key: "desk", name: "Desk" }],
  fields: [
    { key: "volume", label: "Which volume?", kind: "text" },
    { key: "scans", label: "Scans", kind: "file" },
  ],
  intake: ["volume"],
  steps: [
    step("fetch", "Fetch the volume"),
    step("scan", "Scan the pages", [{ key: "scans", mode: "editable" }]),
    step("send", "Send the scans"),
  ],
  deliverable: { title: "The scans", message: "Of {{volume}}", fields: ["scans"] },
};

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  const { w, ines } = world;
  const made = await ines.ok("createProcess", { params: { w }, body: { name: "Scanning on request", definition, everyone: null } });
  process = made.id;
  await ines.ok("publish", { params: { w, p: process }, body: {} });
  const start = async (title: string, volume: string) =>
    (await ines.ok("startRun", { params: { w, p: process }, body: { title, answers: { volume }, fillings: [] } })).id;
  shown = await start("Herbarium of 1782", "Shelf mark H 12");
  beside = await start("Atlas of 1650", "Shelf mark A 3");
});
afterAll(() => server.stop());

const at = async (r: string) => (await world.ines.ok("getRun", { params: { w: world.w, r } })).at[0]?.taskId as string;
const found = async (who: World["freya"], q: string) =>
  (await who.ok("search", { params: { w: world.w }, query: { q } })).items.map((item) => item.title);
const share = (role: "viewer" | "contributor") =>
  world.ines.ok("shareRun", { params: { w: world.w, r: shown, m: world.freya.personId }, body: { role } });

test("a guest who is shown a run sees it with its steps, files and what is said, and nothing else of its process", async () => {
  const { w, ines, freya } = world;
  const t = await at(shown);
  const file = await ines.ok("attachFile", { params: { w, t }, bytes: Buffer.from("page one"), headers: { "x-file-name": "one.txt" } });
  await ines.ok("addComment", { params: { w, t }, body: { text: "The spine is loose" } });
  expect((await freya.call("getRun", { params: { w, r: shown } })).status).toBe(404);
  await share("viewer");
  const run = await freya.ok("getRun", { params: { w, r: shown } });
  expect([
    run.title,
    run.answers["volume"],
    run.processName,
    run.requestUrl,
    run.mayControl,
    run.mayShow,
    run.at[0]?.taskId === t && run.steps[0]?.mayComplete,
  ]).toEqual([
    "Herbarium of 1782",
    "Shelf mark H 12",
    "", // of the process not even the name
    null, // at which one answers as the requester
    false,
    false,
    false,
  ]);
  expect((await freya.ok("getTask", { params: { w, t } })).home.title).toBe("Herbarium of 1782");
  expect((await freya.ok("listComments", { params: { w, t } })).items.map(({ text }) => text)).toEqual(["The spine is loose"]);
  expect((await freya.call("getAttachment", { params: { w, t, a: file.id } })).status).toBe(200);
  expect((await freya.ok("listRunEvents", { params: { w, r: shown } })).items.length).toBeGreaterThan(0);
  const [runs, tasks] = [
    await freya.ok("listRows", { params: { w }, query: { of: "runs" } as never }),
    await freya.ok("listRows", { params: { w } }),
  ];
  expect(runs.items.map(({ title }) => title)).toEqual(["Herbarium of 1782"]);
  expect(tasks.items.map(({ title }) => title)).toEqual(["Fetch the volume"]);
  const { database, live, log } = server.system;
  const titles = createTitleReader({ database, live, log });
  await expect.poll(() => titles.readNow(w).then(() => found(ines, "atlas")), { timeout: 20_000 }).toContain("Atlas of 1650"); // a reader of the journal enters them
  expect(await found(freya, "herbarium")).toEqual(["Herbarium of 1782"]);
  expect(await found(freya, "atlas")).toEqual([]);
  expect(await found(freya, "scanning")).toEqual([]);
  for (const answer of [
    await freya.call("getRun", { params: { w, r: beside } }),
    await freya.call("getTask", { params: { w, t: await at(beside) } }),
    await freya.call("getProcess", { params: { w, p: process } }),
    await freya.call("listRuns", { params: { w, p: process } }),
  ])
    expect(answer.status).toBe(404);
  expect(JSON.stringify([run, runs, tasks])).not.toMatch(/Atlas|Scanning on request/);
});

test("a viewer comments and finishes nothing; a contributor finishes its steps, and hears of the run and of no other", async () => {
  const { w, ines, freya } = world;
  const t = await at(shown);
  expect((await freya.call("addComment", { params: { w, t }, body: { text: "I have the key" } })).status).toBe(201);
  expect((await freya.call("completeTask", { params: { w, t }, body: {} })).status).toBe(403);
  await share("contributor");
  const stream = await listen(server, freya, w);
  await stream.next((heard) => heard.event === "ready");
  await ines.ok("completeTask", { params: { w, t: await at(beside) }, body: {} });
  expect((await freya.call("completeTask", { params: { w, t }, body: {} })).status).toBe(200);
  await stream.next((heard) => heard.data["name"] === "step.completed" && heard.data["subjectId"] === shown);
  expect(stream.heard.filter((heard) => JSON.stringify(heard.data).includes(beside))).toEqual([]);
  stream.close();
});

test("what is shown no more is gone from the stream, the search, the downloads and the lists at once", async () => {
  const { w, ines, freya } = world;
  const t = await at(shown);
  const file = await ines.ok("attachFile", { params: { w, t }, bytes: Buffer.from("page two"), headers: { "x-file-name": "two.txt" } });
  await ines.ok("completeTask", { params: { w, t }, body: { answers: { scans: [file.id] } } });
  const download = async () =>
    (await fetch(`${server.url}/api/workspaces/${w}/runs/${shown}/files/${file.id}`, { headers: { cookie: freya.cookie } })).status;
  expect(await download()).toBe(200);
  const [stream, beside] = [await listen(server, freya, w), await listen(server, ines, w)];
  await Promise.all([stream, beside].map((one) => one.next((heard) => heard.event === "ready")));
  await ines.ok("unshareRun", { params: { w, r: shown, m: freya.personId } });
  await stream.next((heard) => heard.event === "whisper" && heard.data["kind"] === "rights");
  await beside.next((heard) => heard.data["name"] === "run.unshared");
  expect(await download()).toBe(404);
  expect((await freya.call("getAttachment", { params: { w, t, a: file.id } })).status).toBe(404);
  expect((await freya.call("getRun", { params: { w, r: shown } })).status).toBe(404);
  expect(await found(freya, "herbarium")).toEqual([]);
  expect((await freya.ok("listTasks", { params: { w } })).items).toEqual([]);
  await ines.ok("completeTask", { params: { w, t: await at(shown) }, body: {} });
  await ines.ok("createTask", { params: { w }, body: { title: "For Freya", ownerId: freya.personId } });
  await stream.next((heard) => heard.data["name"] === "task.created");
  expect(stream.heard.filter((heard) => heard.data["subjectId"] === shown)).toEqual([]);
  await beside.next((heard) => heard.data["name"] === "task.created");
  expect(beside.heard.filter((heard) => heard.event === "whisper")).toEqual([]); // it was no right of theirs
  stream.close();
  beside.close();
});

test("only who manages the process shows its runs, and seeing as a guest reads what that guest will read", async () => {
  const { w, ines, tomas, freya } = world;
  const as = { "rondo-see-as": `run ${beside} viewer` };
  const seen = await ines.ok("getRun", { params: { w, r: beside }, headers: as });
  await ines.ok("shareRun", { params: { w, r: beside, m: freya.personId }, body: { role: "viewer" } });
  const { version: _, ...will } = await freya.ok("getRun", { params: { w, r: beside } });
  expect(seen).toMatchObject(will);
  expect((await ines.call("getProcess", { params: { w, p: process }, headers: as })).status).toBe(404);
  expect((await ines.call("getRun", { params: { w, r: shown }, headers: as })).status).toBe(404);
  expect((await tomas.call("getRun", { params: { w, r: beside }, headers: as })).status).toBe(404);
  await ines.ok("shareProcess", { params: { w, p: process, m: tomas.personId }, body: { role: "editor" } });
  expect((await tomas.call("shareRun", { params: { w, r: beside, m: freya.personId }, body: { role: "viewer" } })).status).toBe(403);
  expect((await ines.ok("getOutside", { params: { w, kind: "run", id: beside } })).guests).toEqual([
    { person: { id: freya.personId, name: "Freya Nilsen" }, role: "viewer" },
  ]);
  await ines.ok("unshareRun", { params: { w, r: beside, m: freya.personId } });
});

test("a public link to a run says what its requester is told of its way, and none of its answers, files or people", async () => {
  const { w, ines } = world;
  const made = await ines.ok("makePublicLink", { params: { w, kind: "run", id: shown }, body: { files: true } });
  const token = made.url.split("/").at(-1) as string;
  const { body } = await callOperation(server, "getPublicView", { params: { token } }, {});
  const request = new URL((await ines.ok("getRun", { params: { w, r: shown } })).requestUrl as string).pathname.split("/").at(-1) as string;
  const told = await ines.ok("getRequest", { params: { token: request } });
  expect(body).toMatchObject({
    kind: "run",
    title: told.title,
    state: "done",
    stages: told.stages,
    rows: [],
    steps: [],
    files: [],
    text: "",
  });
  expect(JSON.stringify(body)).not.toMatch(/Shelf mark|Ines|loose|two\.txt|Scanning on request/);
  await ines.ok("cancelRun", { params: { w, r: beside }, body: { reason: "Asked for twice" } });
  expect(await ines.ok("previewOutside", { params: { w, kind: "run", id: beside } })).toMatchObject({ state: "cancelled" });
});

test("who is invited by mail to be shown a thing sees it on accepting, unless whoever invited them may show it no longer", async () => {
  const { w, ines } = world;
  const invite = async (email: string, kind: "run" | "document", id: string) =>
    ines.ok("invite", { params: { w }, body: { email, role: "guest", shows: { kind, id } } });
  const accept = async (url: string, name: string, email: string) => {
    const answer = await callOperation(
      server,
      "acceptInvitation",
      { params: { token: url.split("/").at(-1) as string }, body: { person: { name, email, password: "a quiet reading room" } } },
      { origin: server.url, "sec-fetch-site": "same-origin" },
    );
    expect(answer.status).toBe(201);
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    return (operation: "getRun" | "getDocument", params: Record<string, string>) =>
      callOperation(server, operation, { params: { w, ...params } }, { cookie });
  };
  const first = await invite("edda@lindgren.example", "run", shown);
  expect(first.invitation.shows).toEqual({ kind: "run", id: shown });
  const edda = await accept(first.url, "Edda Holm", "edda@lindgren.example");
  expect((await edda("getRun", { r: shown })).status).toBe(200);
  expect((await edda("getRun", { r: beside })).status).toBe(404);
  const document = await ines.ok("createDocument", { params: { w }, body: { title: "House rules", markdown: "No pens." } });
  const second = await invite("otto@lindgren.example", "document", document.id);
  await ines.ok("deleteDocument", { params: { w, d: document.id } });
  const otto = await accept(second.url, "Otto Lind", "otto@lindgren.example");
  await ines.ok("restoreDocument", { params: { w, d: document.id } });
  expect((await otto("getDocument", { d: document.id })).status).toBe(404);
  expect((await ines.call("invite", { params: { w }, body: { role: "guest", shows: { kind: "run", id: w } } })).body).toMatchObject({
    code: "run_not_found",
  });
});

test("a guest who is shown one step sees it, and of its run not even the name", async () => {
  const { w, ines, freya } = world;
  const run = await ines.ok("startRun", { params: { w, p: process }, body: { title: "Globe of 1700", answers: { volume: "Globe" } } });
  const t = run.at[0]?.taskId as string;
  await ines.ok("shareTask", { params: { w, t, m: freya.personId }, body: { role: "viewer" } });
  const rows = await freya.ok("listRows", { params: { w } });
  expect(rows.items.map(({ id }) => id)).toContain(t);
  expect([JSON.stringify(rows).includes("Globe"), (await freya.ok("getTask", { params: { w, t } })).home.title]).toEqual([false, ""]);
  await ines.ok("unshareTask", { params: { w, t, m: freya.personId } });
});
