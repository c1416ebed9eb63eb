import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition, Step } from "@rondo/core/process";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const step = (id: string, more: Partial<Step> = {}): Step =>
  ({ id, title: id, instructions: "", kind: "task", role: "desk", due: null, fields: [], checklist: [], ...more }) as Step;
const definition: Definition = {
  purpose: "",
  roles: [{ key: "desk", name: "Desk" }],
  intake: ["author"],
  deliverable: null,
  fields: [
    { key: "author", label: "Author's address", kind: "email" },
    { key: "title", label: "Title", kind: "text" },
    { key: "agreed", label: "I agree", kind: "yesNo" },
    { key: "why", label: "Why not", kind: "text", when: "agreed = false" },
  ],
  clocks: [{ id: "c", name: "Soon", from: null, to: null, target: 600, pauses: [], ladder: [] }],
  steps: [
    step("write", { fields: [{ key: "title", mode: "required" }] } as Partial<Step>),
    step("consent", {
      outsider: { to: "author" },
      instructions: "Please read it.",
      fields: [
        { key: "title", mode: "shown" },
        { key: "agreed", mode: "required" },
        { key: "why", mode: "required" },
      ],
      checklist: [{ id: "read", title: "I have read it" }],
    } as Partial<Step>),
    step("file"),
  ],
};

test("somebody without an account does one step by a link that works once, and sees nothing else", async () => {
  const { w, ines, tomas } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Ask for consent", definition, everyone: "contributor" } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  let run = await ines.ok("startRun", {
    params: { w, p: process.id },
    body: { answers: { author: "author@elsewhere.example" }, fillings: [{ role: "desk", personId: tomas.personId, teamId: null }] },
  });
  const at = () => run.at[0]?.taskId as string;
  expect((await tomas.call("sendOutsiderLink", { params: { w, t: at() }, body: {} })).body).toMatchObject({ code: "step_not_outside" });
  await tomas.ok("completeTask", { params: { w, t: at() }, body: { answers: { title: "Codex 12" } } });
  run = await ines.ok("getRun", { params: { w, r: run.id } });
  expect(run.steps.find(({ stepId }) => stepId === "consent")?.outsider).toMatchObject({ email: "author@elsewhere.example", usedAt: null });
  expect(run.clocks).toMatchObject([{ state: "waiting", waitsFor: "outside" }]);
  const first = await tomas.ok("sendOutsiderLink", { params: { w, t: at() }, body: {} });
  const second = await tomas.ok("sendOutsiderLink", { params: { w, t: at() }, body: {} });
  expect(second).toMatchObject({ email: "author@elsewhere.example", mailed: false });
  const token = (url: string): string => new URL(url).pathname.split("/").at(-1) as string;
  const anybody = (id: "getOutsiderStep" | "completeOutsiderStep", url: string, body?: object) =>
    callOperation(server, id, { params: { token: token(url) }, ...(body && { body }) }, {});
  // An ended link says what ended it: here one that was sent later.
  for (const id of ["getOutsiderStep", "completeOutsiderStep"] as const)
    expect(await anybody(id, first.url, id === "getOutsiderStep" ? undefined : { answers: { agreed: true } })).toMatchObject({
      status: 410,
      body: { code: "step_link_replaced", params: { organisation: "Lindgren Library" } },
    });
  const page = await anybody("getOutsiderStep", second.url);
  expect(page.body).toMatchObject({
    title: "consent",
    instructions: "Please read it.",
    known: [{ label: "Title", value: "Codex 12" }],
    fields: [
      { key: "agreed", required: true },
      { key: "why", when: "agreed = false" },
    ],
    checklist: [{ id: "read" }],
  });
  expect(JSON.stringify(page.body)).not.toContain("Tomas");
  expect((await anybody("completeOutsiderStep", second.url, { answers: { agreed: false } })).body).toMatchObject({
    code: "field_required",
  });
  expect((await anybody("completeOutsiderStep", second.url, { answers: { title: "Changed" } })).body).toMatchObject({
    code: "field_not_editable",
  });
  expect((await anybody("completeOutsiderStep", second.url, { answers: { agreed: true }, checked: ["read"] })).status).toBe(204);
  expect((await anybody("completeOutsiderStep", second.url, { answers: { agreed: true } })).body).toMatchObject({ code: "step_link_used" });
  expect((await anybody("getOutsiderStep", first.url)).body).toMatchObject({ code: "step_link_used" });
  run = await ines.ok("getRun", { params: { w, r: run.id } });
  expect(run.at.map(({ stepId }) => stepId)).toEqual(["file"]);
  expect(run.steps.find(({ stepId }) => stepId === "consent")).toMatchObject({
    state: "completed",
    by: null,
    checked: ["read"],
    outsider: { email: "author@elsewhere.example", usedAt: expect.any(String) },
  });
  const event = (await ines.ok("listRunEvents", { params: { w, r: run.id } })).items.find(
    ({ name, stepId }) => name === "step.completed" && stepId === "consent",
  );
  expect(event?.data["outsider"]).toBe("author@elsewhere.example");
});

test("a link that is too old says so, and one whose step was settled otherwise that nothing is left to do", async () => {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: {
      name: "Ask once",
      definition: { ...definition, intake: ["author", "title"], steps: definition.steps.filter(({ id }) => id === "consent") },
    },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", {
    params: { w, p: process.id },
    body: { answers: { title: "Codex 12" }, fillings: [{ role: "desk", personId: ines.personId, teamId: null }] },
  });
  const taskId = run.at[0]?.taskId as string;
  const { url } = await ines.ok("sendOutsiderLink", { params: { w, t: taskId }, body: {} });
  const token = new URL(url).pathname.split("/").at(-1) as string;
  const opened = () => callOperation(server, "getOutsiderStep", { params: { token } }, {});
  expect((await opened()).status).toBe(200);
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(
      sql`update outsider_link set expires_at = now() - interval '1 second' where workspace_id = current_workspace() and task_id = ${taskId}`,
    ),
  );
  expect(await opened()).toMatchObject({ status: 410, body: { code: "step_link_expired" } });
  await ines.ok("skipStep", { params: { w, t: taskId }, body: { reason: "Agreed by telephone" } });
  expect(await opened()).toMatchObject({ status: 410, body: { code: "step_link_over" } });
  const unknown = Buffer.concat([Buffer.from(token, "base64url").subarray(0, 16), Buffer.alloc(16, 7)]).toString("base64url");
  expect((await callOperation(server, "getOutsiderStep", { params: { token: unknown } }, {})).body).toMatchObject({ code: "step_gone" });
});
