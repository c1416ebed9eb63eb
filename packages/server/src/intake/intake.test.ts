import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition } from "@rondo/core/process";
import { type TestServer, type World, callOperation, digitise, libraryOn, personOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const asking: Definition = {
  ...digitise,
  fields: [...digitise.fields, { key: "who", label: "For whom?", kind: "person" }],
  intake: ["volume", "pages", "who"],
};

async function form(by = world.ines, definition = asking): Promise<{ p: string; token: string }> {
  const process = await by.ok("createProcess", { params: { w: world.w }, body: { name: "Digitise a volume on request", definition } });
  await by.ok("publish", { params: { w: world.w, p: process.id }, body: {} });
  const { intakeForm } = await by.ok("openIntake", { params: { w: world.w, p: process.id }, body: { title: "Ask for a volume" } });
  return { p: process.id, token: intakeForm!.url.split("/").at(-1) as string };
}
const ask = async (token: string) =>
  (await callOperation(server, "getForm", { params: { token } }, {})).body as { ticket: string; fields: { key: string }[] };
const send = (token: string, ticket: string, answers: object) =>
  callOperation(server, "sendForm", { params: { token }, body: { ticket, name: "A reader", answers } }, {});

test("what was refused for an answer can be corrected and sent again, and then not once more", async () => {
  const { token } = await form();
  const { ticket } = await ask(token);
  expect(await send(token, ticket, { volume: "Codex 12", pages: "many" })).toMatchObject({ status: 422, body: { code: "field_invalid" } });
  expect(await send(token, ticket, { volume: "Codex 12", pages: 12 })).toMatchObject({ status: 201 });
  expect(await send(token, ticket, { volume: "Codex 12", pages: 12 })).toMatchObject({ status: 409 });
});

test("a form takes nothing that it did not ask for, a person of the house least of all", async () => {
  const { token } = await form();
  const { ticket, fields } = await ask(token);
  expect(fields.map((field) => field.key)).toEqual(["volume", "pages"]);
  expect(await send(token, ticket, { volume: "Codex 12", pages: 12, who: world.mei.personId })).toMatchObject({
    status: 422,
    body: { code: "field_not_editable" },
  });
});

test("the form of a process that was retired meanwhile is closed, and open again when it is taken up", async () => {
  const { ines, w } = world;
  const { p, token } = await form();
  const { ticket } = await ask(token);
  await ines.ok("retireProcess", { params: { w, p } });
  expect(await send(token, ticket, { volume: "Codex 12", pages: 12 })).toMatchObject({ status: 404, body: { code: "form_closed" } });
  await ines.ok("unretireProcess", { params: { w, p } });
  expect(await send(token, ticket, { volume: "Codex 12", pages: 12 })).toMatchObject({ status: 201 });
});

test("a form whose process's owner has left still starts a run, with its first step for an owner of the workspace", async () => {
  const { ines, w } = world;
  const lucia = await personOn(server, { name: "Lucia Ferrari", email: "lucia@lindgren.example" });
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${lucia.personId}, 'member')`),
  );
  const { p, token } = await form(lucia);
  await ines.ok("removeMember", { params: { w, m: lucia.personId } });
  expect(await send(token, (await ask(token)).ticket, { volume: "Codex 12", pages: 12 })).toMatchObject({ status: 201 });
  expect((await ines.ok("listRuns", { params: { w, p } })).items[0]?.at).toMatchObject([{ stepId: "fetch", owner: { id: ines.personId } }]);
});

test("a form of a revision that asks nothing takes a name alone", async () => {
  const { token } = await form(world.ines, {
    ...digitise,
    intake: [],
    fields: [],
    deliverable: null,
    roles: [],
    steps: [{ id: "look", title: "Look", instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] }],
  });
  const { ticket, fields } = await ask(token);
  expect(fields).toEqual([]);
  expect(await send(token, ticket, {})).toMatchObject({ status: 201 });
});

test("what the process lets be left empty may be missing, and nothing else", async () => {
  const { token } = await form(world.ines, { ...asking, intake: ["volume", "pages"], intakeOptional: ["pages"] });
  expect((await ask(token)).fields).toMatchObject([
    { key: "volume", required: true },
    { key: "pages", required: false },
  ]);
  expect(await send(token, (await ask(token)).ticket, { pages: 12 })).toMatchObject({ status: 422, body: { code: "field_required" } });
  expect(await send(token, (await ask(token)).ticket, { volume: "Codex 12" })).toMatchObject({ status: 201 });
});

test("what strangers write is text and nothing else: no page, no formula, no header of a mail, and not without end", async () => {
  const { p, token } = await form(world.ines, digitise);
  const { ticket } = await ask(token);
  const hostile = `=cmd() <img src=x onerror=alert(1)> https://evil.example`;
  const sent = (name: string, answers: object) =>
    callOperation(server, "sendForm", { params: { token }, body: { ticket, name, answers } }, {});
  expect(await sent("A reader\r\nBcc: all@evil.example", { volume: "Atlas" })).toMatchObject({ status: 400 });
  expect(await sent("A reader", { volume: "x".repeat(10_000_000) })).toMatchObject({ status: 413 });
  expect(await sent("=A reader <b>", { volume: hostile })).toMatchObject({ status: 201 });
  const { items } = await world.ines.ok("listRuns", { params: { w: world.w, p } });
  const run = await world.ines.ok("getRun", { params: { w: world.w, r: items[0]!.id } });
  expect(JSON.stringify(run)).toContain(JSON.stringify(hostile).slice(1, -1));
});
