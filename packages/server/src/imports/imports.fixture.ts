import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect } from "vitest";
import { operations } from "@rondo/contract";
import { type Answer, type Client, type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import pg from "pg";
import type { Import } from "./present.ts";

export let server: TestServer;
export let world: World;
export let owner: pg.Client;
/** A server with the library in it, for the tests of one file. */
export function withServer(): void {
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
}

export const shared = process.env["RONDO_SHARED_DATA"] ?? fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
export const haveShared = existsSync(`${shared}/trello/facts.csv`);
export const needs = haveShared ? "" : ` (skipped: no real files at ${shared})`;

export async function send(
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

export async function done(
  who: Client,
  name: string,
  bytes: Uint8Array | string,
  options: Parameters<typeof send>[3] = {},
): Promise<Import> {
  const answer = await send(who, name, bytes, options);
  expect(answer.body, JSON.stringify(answer.body)).not.toHaveProperty("code");
  expect(answer.status).toBe(201);
  return operations.importFile.answer.parse(answer.body);
}

export const carried = (report: Import): Record<string, number> =>
  Object.fromEntries(report.counts.map(({ noun, carried: count }) => [noun, count]));
export const read = (report: Import): Record<string, number> =>
  Object.fromEntries(report.counts.map(({ noun, read: count }) => [noun, count]));

/** Rows of every table of people's data, so that nothing can be left behind anywhere. */
export async function rowCounts(): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ name: string }>(
    "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = 'public' order by 1",
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) counts[name] = Number((await owner.query<{ count: string }>(`select count(*) from ${name}`)).rows[0]?.count);
  return counts;
}

export function factsOf(file: string): Record<string, Record<string, string>> {
  const [head = "", ...lines] = readFileSync(`${shared}/${file}`, "utf8").trim().split("\n");
  const names = head.split(",");
  return Object.fromEntries(
    lines.map((line) => [line.split(",")[0], Object.fromEntries(line.split(",").map((value, at) => [names[at], value]))]),
  );
}

/** A board of ours, small, with everything a board can have. */
export const board = (id = "b1", extra: object = {}): string =>
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
