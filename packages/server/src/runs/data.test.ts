import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition, Field, Step } from "@rondo/core/process";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const field = (key: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({ key, label: key, kind, ...more });
const step = (id: string, keys: readonly string[]): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  checklist: [],
  fields: keys.map((key) => ({ key, mode: "editable" })),
});
const fields: Field[] = [
  field("reader", "person"),
  field("helpers", "people"),
  field("scans", "file"),
  field("after", "run"),
  field("for", "project"),
  field("pages", "number", { min: 1 }),
  field("price", "money", { currency: "EUR", computed: "pages * 0.5" }),
  field("purposes", "choices", { choices: ["Research", "Teaching"] }),
];
const definition: Definition = {
  purpose: "",
  roles: [],
  fields,
  intake: ["pages"],
  steps: [
    step(
      "fill",
      fields.filter(({ key }) => key !== "pages" && key !== "price").map(({ key }) => key),
    ),
    step("last", []),
  ],
  deliverable: { title: "Scans", message: "{{pages}} pages for {{price}}, {{purposes}}", fields: ["scans", "price", "purposes", "reader"] },
};

async function published(over: Definition = definition): Promise<string> {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Digitise a volume on request", definition: over, everyone: "contributor" },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return process.id;
}

test("answers of every kind are checked where they arrive, and come back with what they name", async () => {
  const { w, ines, mei, stranger } = world;
  const p = await published();
  const run = await ines.ok("startRun", { params: { w, p }, body: { answers: { pages: 12 } } });
  const t = run.at[0]?.taskId as string;
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Move the rare books", goal: "Moved" } });
  const body = (answers: Record<string, unknown>) => ines.call("completeTask", { params: { w, t }, body: { answers } });
  const attach = async (task: string, name: string) =>
    (await ines.ok("attachFile", { params: { w, t: task }, bytes: Buffer.from(`page of ${name}`), headers: { "x-file-name": name } })).id;
  const own = await attach(t, "codex.txt");
  const other = await ines.ok("createTask", { params: { w }, body: { title: "Elsewhere" } });
  const foreign = await attach(other.id, "secret.txt");
  const wrong = async (answers: Record<string, unknown>) =>
    ((await body(answers)).body as { params?: { problems?: { field: string; problem: string }[] } }).params?.problems?.map(
      (one) => `${one.field} ${one.problem}`,
    );
  expect(await wrong({ helpers: [mei.personId, stranger.personId] })).toEqual(["helpers unknownId"]);
  expect(await wrong({ scans: [own, foreign] })).toEqual(["scans unknownId"]);
  expect(await wrong({ after: project.id })).toEqual(["after unknownId"]);
  expect(await wrong({ purposes: ["Private"] })).toEqual(["purposes notAChoice"]);
  expect(
    await body({ reader: mei.personId, helpers: [mei.personId], scans: [own], after: run.id, for: project.id, purposes: ["Teaching"] }),
  ).toMatchObject({ status: 200 });
  const after = await ines.ok("getRun", { params: { w, r: run.id } });
  expect(after.answers).toMatchObject({ pages: 12, price: 6, purposes: ["Teaching"] });
  expect(after.files).toEqual([{ id: own, name: "codex.txt", media: expect.any(String), size: 17 }]);
  expect(after.linked.map(({ kind, title }) => `${kind} ${title}`).sort()).toEqual(["project Move the rare books", `run ${run.title}`]);
  const bytes = await fetch(`${server.url}/api/workspaces/${w}/runs/${run.id}/files/${own}`, { headers: { cookie: ines.cookie } });
  expect([bytes.status, await bytes.text()]).toEqual([200, "page of codex.txt"]);
  expect(
    (await fetch(`${server.url}/api/workspaces/${w}/runs/${run.id}/files/${foreign}`, { headers: { cookie: ines.cookie } })).status,
  ).toBe(404);

  const token = new URL(after.requestUrl as string).pathname.split("/").at(-1) as string;
  const early = await fetch(`${server.url}/api/requests/${token}/files/${own}`);
  expect(early.status).toBe(404);
  await ines.ok("completeTask", { params: { w, t: after.at[0]?.taskId as string }, body: {} });
  const page = await ines.ok("getRequest", { params: { token } });
  expect(page.deliverable?.message).toBe("12 pages for 6, Teaching");
  expect(page.deliverable?.fields.map(({ key, value, answer }) => [key, value, answer])).toEqual([
    ["scans", "codex.txt", "codex.txt"],
    ["price", "6", 6],
    ["purposes", "Teaching", ["Teaching"]],
    ["reader", "Mei Tanaka", "Mei Tanaka"],
  ]);
  const given = await fetch(`${server.url}/api/requests/${token}/files/${own}`);
  expect([given.status, given.headers.get("content-disposition"), await given.text()]).toEqual([
    200,
    "attachment; filename*=UTF-8''codex.txt",
    "page of codex.txt",
  ]);
  expect((await fetch(`${server.url}/api/requests/${token}/files/${foreign}`)).status).toBe(404);
});

test("a public form asks what its conditions ask, and requires no more", async () => {
  const { w, ines } = world;
  const asked = [
    field("kind", "choice", { choices: ["Scan", "Visit"] }),
    field("pages", "number", { when: 'kind = "Scan"', max: 500 }),
    field("day", "date", { when: 'kind = "Visit"', rules: [{ holds: 'day >= date("2026-01-01")', message: "Not in the past" }] }),
    field("reader", "person"),
  ];
  const p = await published({
    ...definition,
    fields: asked,
    intake: ["kind", "pages", "day", "reader"],
    steps: [step("work", [])],
    deliverable: null,
  });
  const opened = await ines.ok("openIntake", { params: { w, p }, body: { title: "Ask us" } });
  const token = new URL(opened.intakeForm?.url as string).pathname.split("/").at(-1) as string;
  const send = async (answers: Record<string, unknown>) => {
    const form = await ines.ok("getForm", { params: { token } });
    expect(form.fields.map(({ key, when }) => [key, when])).toEqual([
      ["kind", null],
      ["pages", 'kind = "Scan"'],
      ["day", 'kind = "Visit"'],
    ]);
    const answer = await ines.call("sendForm", { params: { token }, body: { ticket: form.ticket, name: "Amara", answers } });
    return [
      answer.status,
      (answer.body as { params?: { problems?: { field: string; problem: string; message?: string }[] } }).params?.problems?.map(
        (one) => `${one.field} ${one.message ?? one.problem}`,
      ),
    ];
  };
  expect(await send({ kind: "Scan" })).toEqual([422, ["pages required"]]);
  expect(await send({ kind: "Scan", pages: 501 })).toEqual([422, ["pages tooLarge"]]);
  expect(await send({ kind: "Visit", day: "2025-01-01" })).toEqual([422, ["day Not in the past"]]);
  expect(await send({ kind: "Visit", day: "2027-01-01", pages: 2 })).toEqual([422, ["pages notAsked"]]);
  expect(await send({ kind: "Visit", day: "2027-01-01" })).toEqual([201, undefined]);
});

test("an approval takes answers where the process lets who decides give some", async () => {
  const { w, ines } = world;
  const approval: Step = {
    id: "agree",
    title: "agree",
    instructions: "",
    kind: "approval",
    role: null,
    due: null,
    fields: [{ key: "sum", mode: "required" }],
    returnTo: null,
  };
  const p = await published({
    ...definition,
    fields: [field("sum", "money", { max: 250 })],
    intake: [],
    steps: [approval],
    deliverable: null,
  });
  const run = await ines.ok("startRun", { params: { w, p }, body: {} });
  const t = run.at[0]?.taskId as string;
  expect((await ines.call("decide", { params: { w, t }, body: { verdict: "approve" } })).body).toMatchObject({ code: "field_required" });
  expect((await ines.call("decide", { params: { w, t }, body: { verdict: "approve", answers: { sum: 300 } } })).body).toMatchObject({
    code: "field_invalid",
  });
  const done = await ines.ok("decide", { params: { w, t }, body: { verdict: "approve", answers: { sum: 200 } } });
  expect([done.state, done.answers["sum"]]).toEqual(["completed", 200]);
});

test("open work that is due by an answered date moves with it, and the run's history says so", async () => {
  const { w, ines } = world;
  const branch = (id: string, of: Step) => ({ id, label: id, steps: [of] });
  const send = { ...step("send", []), due: { from: "field", of: "wanted", workingMinutes: 0 } } as Step;
  const both = { id: "both", title: "Both", instructions: "", kind: "parallel" } as const;
  const p = await published({
    ...definition,
    fields: [field("wanted", "date")],
    intake: ["wanted"],
    deliverable: null,
    steps: [{ ...both, branches: [branch("a", send), branch("b", step("ask", ["wanted"]))] }],
  });
  const run = await ines.ok("startRun", { params: { w, p }, body: { answers: { wanted: "2027-03-18" } } });
  const taskOf = (stepId: string) => run.at.find((one) => one.stepId === stepId)?.taskId as string;
  const due = async () => (await ines.ok("getTask", { params: { w, t: taskOf("send") } })).dueAt?.slice(0, 10);
  expect(await due()).toBe("2027-03-18");
  await ines.ok("completeTask", { params: { w, t: taskOf("ask") }, body: { answers: { wanted: "2027-03-25" } } });
  expect(await due()).toBe("2027-03-25");
  const events = (await ines.ok("listRunEvents", { params: { w, r: run.id } })).items;
  expect(events.filter(({ name }) => name === "due.moved").map(({ stepId }) => stepId)).toEqual(["send"]);
});
