import { afterAll, beforeAll, expect, test } from "vitest";
import type { AnswerOf, operations } from "@rondo/contract";
import { type Client, type TestServer, type World, callOperation, libraryOn, startTestServer } from "@rondo/testkit";

type Import = AnswerOf<typeof operations.importFile>;
type Card = { id: string; name: string; desc?: string; idList?: string; due?: string | null; closed?: boolean; dueComplete?: boolean };

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const send = (who: Client, body: unknown, query: Record<string, boolean> = {}) =>
  who.call("importFile", {
    params: { w: world.w },
    query,
    bytes: new TextEncoder().encode(JSON.stringify(body)),
    headers: { "x-file-name": "board.json" },
  });
const codes = ({ findings }: Import): Record<string, unknown> =>
  Object.fromEntries(
    findings.filter(({ code }) => code.startsWith("update_")).map(({ code, params }) => [code, params?.["count"] ?? true]),
  );

/** A board as Trello exports it. */
function board(
  id: string,
  cards: readonly Card[],
  more: {
    lists?: { id: string; name: string }[];
    comments?: { card: string; at: string; text: string }[];
    items?: { card: string; id: string; name: string; done: boolean }[];
  } = {},
) {
  const checklists = Map.groupBy(more.items ?? [], ({ card }) => card);
  return {
    id,
    name: `Move the rare books ${id}`,
    desc: "",
    closed: false,
    url: `https://trello.com/b/${id}`,
    lists: (
      more.lists ?? [
        { id: "todo", name: "To do" },
        { id: "done", name: "Packed" },
      ]
    ).map((list, pos) => ({ ...list, closed: false, pos })),
    cards: cards.map((card, pos) => ({
      desc: "",
      due: null,
      closed: false,
      idList: "todo",
      idMembers: [],
      idLabels: [],
      idChecklists: checklists.has(card.id) ? [`k${card.id}`] : [],
      labels: [],
      pos,
      dateLastActivity: "2026-03-01T09:00:00.000Z",
      ...card,
    })),
    checklists: [...checklists].map(([card, items]) => ({
      id: `k${card}`,
      name: "Boxes",
      idCard: card,
      pos: 1,
      checkItems: items.map(({ id: item, name, done }, pos) => ({ id: item, name, pos, state: done ? "complete" : "incomplete" })),
    })),
    members: [],
    labels: [],
    customFields: [],
    actions: (more.comments ?? []).map(({ card, at, text }, number) => ({
      id: `a${id}${number}`,
      type: "commentCard",
      date: at,
      idMemberCreator: "m1",
      memberCreator: { id: "m1", fullName: "Mei", username: "mei" },
      data: { text, card: { id: card, name: "" } },
    })),
  };
}

const tasksOf = async (who: Client, p: string) => {
  const { items } = await who.ok("listTasks", { params: { w: world.w }, query: { home: p, state: "all", limit: 200 } });
  return items.map(({ title, completion }) => [title, completion === null ? "open" : "completed"]).sort();
};

test("a later export of a board is refused as it stands, and put into the project on request: new cards come, changed ones change, nothing is doubled", async () => {
  const { ines, w } = world;
  const first = await send(
    ines,
    board(
      "b1",
      [
        { id: "c1", name: "Pack the incunabula" },
        { id: "c2", name: "Call the movers" },
        { id: "c3", name: "Order boxes" },
      ],
      {
        comments: [{ card: "c1", at: "2026-03-01T09:00:00.000Z", text: "Paper is here" }],
        items: [{ card: "c1", id: "i1", name: "Fold", done: false }],
      },
    ),
  );
  expect(first.status).toBe(201);
  const p = first.body.made[0]!.id;
  const later = board(
    "b1",
    [
      { id: "c1", name: "Pack the incunabula", dueComplete: true, idList: "done" },
      { id: "c2", name: "Call the movers twice" },
      { id: "c4", name: "Insure the move", idList: "waits" },
    ],
    {
      lists: [
        { id: "todo", name: "To do" },
        { id: "done", name: "Packed" },
        { id: "waits", name: "Waits" },
      ],
      comments: [
        { card: "c1", at: "2026-03-01T09:00:00.000Z", text: "Paper is here" },
        { card: "c1", at: "2026-03-04T09:00:00.000Z", text: "All in boxes" },
      ],
      items: [
        { card: "c1", id: "i1", name: "Fold", done: true },
        { card: "c1", id: "i2", name: "Label", done: true },
      ],
    },
  );
  expect((await send(ines, later)).body).toMatchObject({ code: "already_imported", params: { newer: true, made: [{ id: p }] } });
  const second = await send(ines, later, { update: true });
  expect(second.body).toMatchObject({ made: [{ kind: "project", id: p }] });
  expect(codes(second.body)).toEqual({ update_added: 2, update_changed: expect.any(Number), update_left: 1 });
  expect(Object.fromEntries(second.body.counts.map(({ noun, read, carried }) => [noun, [read, carried]]))).toMatchObject({
    cards: [3, 3],
    comments: [2, 2],
    checkItems: [2, 2],
    lists: [3, 3],
  });
  expect(await tasksOf(ines, p)).toEqual([
    ["Boxes", "completed"],
    ["Call the movers twice", "open"],
    ["Fold", "completed"],
    ["Insure the move", "open"],
    ["Label", "completed"],
    ["Order boxes", "open"],
    ["Pack the incunabula", "completed"],
  ]);
  expect((await ines.ok("getProject", { params: { w, p } })).columns).toEqual(["To do", "Packed", "Waits"]);
  // The same file once more changes nothing; with a new mark on it and nothing else, neither.
  expect((await send(ines, later, { update: true })).body).toMatchObject({ code: "already_imported" });
  expect(codes((await send(ines, { ...later, dateLastView: "2026-03-09" }, { update: true })).body)).toEqual({ update_left: 1 });
  expect((await tasksOf(ines, p)).length).toBe(7);
});

test("what people changed here stands, also what they threw away, and both are told", async () => {
  const { ines, w } = world;
  const p = (
    await send(
      ines,
      board("b2", [
        { id: "d1", name: "One" },
        { id: "d2", name: "Two" },
        { id: "d3", name: "Three", desc: "As it was" },
      ]),
    )
  ).body.made[0]!.id;
  const task = async (title: string) =>
    (await ines.ok("listTasks", { params: { w }, query: { home: p, limit: 50 } })).items.find((one) => one.title === title)!;
  const one = await task("One");
  await ines.ok("changeTask", { params: { w, t: one.id }, version: one.version, body: { title: "One, as we call it" } });
  await ines.ok("deleteTask", { params: { w, t: (await task("Two")).id } });
  const report = (
    await send(
      ines,
      board("b2", [
        { id: "d1", name: "One, renamed there", idList: "done" },
        { id: "d2", name: "Two, renamed" },
        { id: "d3", name: "Three", desc: "As it is" },
      ]),
      { update: true },
    )
  ).body;
  expect(codes(report)).toEqual({ update_changed: 2, update_kept: 1 });
  expect((await ines.ok("getTask", { params: { w, t: one.id } })).title).toBe("One, as we call it");
  expect((await ines.ok("getTask", { params: { w, t: (await task("Three")).id } })).notes).toContain("As it is");
  expect((await tasksOf(ines, p)).map(([title]) => title)).toEqual(["One, as we call it", "Three"]);
});

test("who may not change the project puts nothing into it, nobody puts anything into one that is closed, and a board that is not here is imported as ever", async () => {
  const { ines, mei, w } = world;
  const p = (await send(ines, board("b3", [{ id: "e1", name: "Secret" }]))).body.made[0]!.id;
  const project = await ines.ok("getProject", { params: { w, p } });
  await ines.ok("changeProject", { params: { w, p }, version: project.version, body: { everyone: "viewer" } });
  expect((await send(mei, board("b3", [{ id: "e1", name: "Changed" }]), { update: true })).status).toBe(403);
  expect((await send(mei, board("b4", [{ id: "f1", name: "New" }]), { update: true })).body).toMatchObject({ made: [{ kind: "project" }] });
  await ines.ok("completeProject", { params: { w, p }, body: { withOpenTasks: true } });
  expect((await send(ines, board("b3", [{ id: "e1", name: "Too late" }]), { update: true })).body).toMatchObject({ code: "project_ended" });
  expect((await callOperation(server, "importFile", { params: { w }, bytes: new Uint8Array([1]) }, {})).status).toBe(401);
});
