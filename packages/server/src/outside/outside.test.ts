import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stepsOf } from "@rondo/core/process";
import { type TestServer, type World, callOperation, digitise, libraryOn, listen, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
let project: string;
let branch: string;
let leaf: string;
let other: string;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  const { w, ines } = world;
  project = (
    await ines.ok("createProject", {
      params: { w },
      body: { name: "Move the rare-books room", goal: "Every book on its new shelf", everyone: "viewer" },
    })
  ).id;
  const add = async (title: string, parentId: string | null = null) =>
    (await ines.ok("addProjectTask", { params: { w, p: project }, body: { title, parentId } })).id;
  branch = await add("Shelving");
  leaf = await add("Measure the alcoves", branch);
  other = await add("Insurance papers");
});
afterAll(() => server.stop());

const token = (url: string): string => url.split("/").at(-1) as string;
const open = (t: string) => callOperation(server, "getPublicView", { params: { token: t } }, {});
const titles = async (who: World["freya"], q: string) =>
  (await who.ok("search", { params: { w: world.w }, query: { q } })).items.map((item) => item.title);

test("a guest who is shown a branch sees it and what is inside it, in lists, search and streams, and nothing beside it", async () => {
  const { w, ines, freya } = world;
  expect((await freya.call("getTask", { params: { w, t: leaf } })).status).toBe(404);
  await ines.ok("shareTask", { params: { w, t: branch, m: freya.personId }, body: { role: "viewer" } });
  const seen = await freya.ok("getTask", { params: { w, t: leaf } });
  expect([seen.title, seen.home.title]).toEqual(["Measure the alcoves", ""]); // of the project not even the name
  expect((await freya.ok("listTasks", { params: { w } })).items.map((task) => task.title).sort()).toEqual([
    "Measure the alcoves",
    "Shelving",
  ]);
  expect((await freya.ok("listTasks", { params: { w }, query: { parent: branch } })).items.map((task) => task.id)).toEqual([leaf]);
  const rows = await freya.ok("listRows", { params: { w } });
  expect([rows.items.map((row) => row.title).sort(), JSON.stringify(rows).includes("rare-books")]).toEqual([
    ["Measure the alcoves", "Shelving"],
    false,
  ]);
  expect(await titles(freya, "alcoves")).toEqual(["Measure the alcoves"]);
  expect(await titles(freya, "insurance")).toEqual([]);
  expect((await freya.call("getTask", { params: { w, t: other } })).status).toBe(404);
  expect((await freya.call("getProject", { params: { w, p: project } })).status).toBe(404);
  expect((await freya.call("addComment", { params: { w, t: leaf }, body: { text: "The third is damp" } })).status).toBe(201);
  expect((await freya.call("completeTask", { params: { w, t: leaf }, body: {} })).status).toBe(403);
  await ines.ok("shareTask", { params: { w, t: branch, m: freya.personId }, body: { role: "contributor" } });
  const stream = await listen(server, freya, w);
  expect((await freya.call("completeTask", { params: { w, t: leaf }, body: {} })).status).toBe(200);
  await stream.next((heard) => heard.data["subjectId"] === leaf && heard.data["name"] === "task.completed");
  stream.close();
});

test("what is shown no more is gone from the stream, the search, the file and the list at once", async () => {
  const { w, ines, freya } = world;
  const file = await ines.ok("attachFile", {
    params: { w, t: branch },
    bytes: Buffer.from("plan"),
    headers: { "x-file-name": "plan.txt" },
  });
  const stream = await listen(server, freya, w);
  await stream.next((heard) => heard.event === "ready");
  await ines.ok("unshareTask", { params: { w, t: branch, m: freya.personId } });
  await stream.next((heard) => heard.event === "whisper" && heard.data["kind"] === "rights");
  expect((await freya.call("getAttachment", { params: { w, t: branch, a: file.id } })).status).toBe(404);
  expect(await titles(freya, "alcoves")).toEqual([]);
  expect((await freya.ok("listTasks", { params: { w } })).items).toEqual([]);
  await ines.ok("reopenTask", { params: { w, t: leaf } });
  await ines.ok("createTask", { params: { w }, body: { title: "For Freya", ownerId: freya.personId } });
  await stream.next((heard) => heard.data["name"] === "task.created");
  expect(stream.heard.filter((heard) => heard.data["name"] === "task.reopened")).toEqual([]);
  stream.close();
});

test("seeing as a guest reads what that guest would read, changes nothing, and is for those alone who may show it", async () => {
  const { w, ines, tomas } = world;
  const as = { "rondo-see-as": `task ${branch} viewer` };
  expect((await ines.ok("listTasks", { params: { w }, headers: as })).items.map((task) => task.title).sort()).toEqual([
    "Measure the alcoves",
    "Shelving",
  ]);
  expect((await ines.call("getTask", { params: { w, t: other }, headers: as })).status).toBe(404);
  expect((await ines.call("getProject", { params: { w, p: project }, headers: as })).status).toBe(404);
  expect((await ines.ok("getProject", { params: { w, p: project }, headers: { "rondo-see-as": `project ${project} viewer` } })).mine).toBe(
    "viewer",
  );
  expect((await ines.call("completeTask", { params: { w, t: leaf }, body: {}, headers: as })).body).toMatchObject({
    code: "seeing_as_guest",
  });
  expect((await tomas.call("listTasks", { params: { w }, headers: as })).body).toMatchObject({ code: "forbidden" });
  expect((await ines.ok("listMembers", { params: { w } })).items).toHaveLength(4); // the guest was never there
});

test("a public link shows the thing without names or words of people, and ends at once", async () => {
  const { w, ines, tomas } = world;
  const made = await ines.ok("makePublicLink", { params: { w, kind: "task", id: branch }, body: { files: true } });
  const { body: view } = await open(token(made.url));
  expect(view).toMatchObject({
    organisation: "Lindgren Library",
    kind: "task",
    title: "Shelving",
    rows: [{ title: "Measure the alcoves" }],
    files: [{ name: "plan.txt" }],
  });
  expect(JSON.stringify(view)).not.toMatch(/Ines|damp|rare-books|Insurance/);
  expect(await ines.ok("previewOutside", { params: { w, kind: "task", id: branch }, query: { files: true } })).toEqual(view);
  const fileId = (view as { files: { id: string }[] }).files[0]?.id as string;
  const read = () => callOperation(server, "getPublicFile", { params: { token: token(made.url), a: fileId } }, {});
  const file = await read();
  expect([file.status, file.headers.get("content-disposition"), file.headers.get("content-security-policy")]).toEqual([
    200,
    "attachment; filename*=UTF-8''plan.txt",
    expect.stringContaining("sandbox"),
  ]);
  const response = await fetch(`${server.url}/api/public/${token(made.url)}/events`);
  let text = "";
  const ended = (async () => {
    for await (const piece of response.body as ReadableStream<Uint8Array>) text += Buffer.from(piece).toString();
  })();
  expect((await tomas.call("revokePublicLink", { params: { w, kind: "task", id: branch, l: made.id } })).status).toBe(403);
  await ines.ok("revokePublicLink", { params: { w, kind: "task", id: branch, l: made.id } });
  expect((await open(token(made.url))).body).toMatchObject({ code: "public_link_gone" });
  expect((await read()).status).toBe(410);
  await ended;
  expect(text.endsWith("event: end\ndata: {}\n\n")).toBe(true);
  expect((await ines.call("revokePublicLink", { params: { w, kind: "task", id: branch, l: made.id } })).status).toBe(410);
});

test("a link without files gives none, one that has run out is gone, and one on a thing in the trash shows nothing", async () => {
  const { w, ines } = world;
  const made = await ines.ok("makePublicLink", { params: { w, kind: "project", id: project }, body: {} });
  expect((await open(token(made.url))).body).toMatchObject({
    text: "Every book on its new shelf",
    rows: [
      { title: "Shelving", depth: 0 },
      { title: "Measure the alcoves", depth: 1 },
      { title: "Insurance papers", depth: 0 },
    ],
    files: [],
  });
  const [file] = (await ines.ok("listAttachments", { params: { w, t: branch } })).items;
  expect((await callOperation(server, "getPublicFile", { params: { token: token(made.url), a: file?.id as string } }, {})).status).toBe(
    404,
  );
  expect(
    (await ines.call("makePublicLink", { params: { w, kind: "project", id: project }, body: { expiresAt: "2020-01-01T00:00:00.000Z" } }))
      .status,
  ).toBe(400);
  const past = await ines.ok("makePublicLink", {
    params: { w, kind: "project", id: project },
    body: { expiresAt: "2999-01-01T00:00:00.000Z" },
  });
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`update public_link set expires_at = now() where expires_at is not null`),
  );
  expect((await open(token(past.url))).status).toBe(410);
  const trashed = await ines.ok("makePublicLink", { params: { w, kind: "task", id: other }, body: {} });
  await ines.ok("deleteTask", { params: { w, t: other } });
  expect((await open(token(trashed.url))).status).toBe(410);
  expect((await ines.ok("getOutside", { params: { w, kind: "project", id: project } })).links.map((link) => link.id)).toEqual([made.id]);
});

test("a process shows its published steps and a document its text; neither shows a draft", async () => {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } });
  expect((await ines.call("makePublicLink", { params: { w, kind: "process", id: process.id }, body: {} })).body).toMatchObject({
    code: "nothing_published",
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const made = await ines.ok("makePublicLink", { params: { w, kind: "process", id: process.id }, body: {} });
  const { body } = await open(token(made.url));
  expect((body as { steps: { title: string }[] }).steps.map((step) => step.title)).toEqual(stepsOf(digitise).map((step) => step.title));
  const document = await ines.ok("createDocument", {
    params: { w },
    body: { title: "House rules", markdown: "No pens near the **folios**." },
  });
  const link = await ines.ok("makePublicLink", { params: { w, kind: "document", id: document.id }, body: {} });
  expect((await open(token(link.url))).body).toMatchObject({ title: "House rules", text: expect.stringContaining("**folios**") });
});

test("an address that was never given out is gone like any other", async () => {
  for (const wrong of ["A".repeat(43), "x".repeat(20), `${"A".repeat(42)}=`])
    expect((await open(wrong)).body).toMatchObject({ code: "public_link_gone" });
});
