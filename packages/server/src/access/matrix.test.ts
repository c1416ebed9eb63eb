import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Operation, type OperationId, operations } from "@rondo/contract";
import { type Permission, type Standing, may, policy } from "@rondo/core/access";
import { type Client, type TestServer, type World, callOperation, libraryOn, personOn, startTestServer } from "@rondo/testkit";
import type { Database } from "../database/index.ts";
import { makeWorkspace } from "../workspaces/index.ts";
import { type Objects, type Sample, makeObjects, markers, samples, transplanted } from "./matrix.fixture.ts";

/** Once everything is made, every transaction is undone at its end: what one cell of the matrix does, the next never sees. */
let undoing = false;
class Undone {
  readonly result: unknown;
  constructor(result: unknown) {
    this.result = result;
  }
}
const undo = (database: Database): Database => ({
  ...database,
  inWorkspace: async (workspaceId, work, mode) => {
    if (!undoing) return database.inWorkspace(workspaceId, work, mode);
    try {
      return await database.inWorkspace(
        workspaceId,
        async (tx) => {
          throw new Undone(await work(tx));
        },
        mode,
      );
    } catch (error) {
      if (error instanceof Undone) return error.result as never;
      throw error;
    }
  },
});

let server: TestServer;
let world: World;
let open: Objects;
let closed: Objects;
let foreign: Objects;
type Role = "owner" | "admin" | "member" | "guest" | "viewer" | "editor" | "shown" | "removed" | "stranger" | "anonymous";
const people = {} as Record<Exclude<Role, "anonymous">, Client>;

beforeAll(async () => {
  server = await startTestServer({ seeDatabase: undo });
  world = await libraryOn(server);
  const { w } = world;
  const join = async (name: string, role: string): Promise<Client> => {
    const person = await personOn(server, { name, email: `${name.toLowerCase()}@lindgren.example` });
    await server.system.database.inWorkspace(w, (tx) =>
      tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${person.personId}, ${role})`),
    );
    return person;
  };
  Object.assign(people, {
    owner: world.ines,
    member: world.tomas,
    guest: world.freya,
    stranger: world.stranger,
    admin: await join("Admin", "admin"),
    viewer: await join("Viewer", "guest"),
    editor: await join("Editor", "member"),
    shown: await join("Shown", "guest"),
    removed: await join("Removed", "member"),
  });
  open = await makeObjects(people.owner, w, world.mei.personId, markers.open, "contributor");
  closed = await makeObjects(people.owner, w, world.mei.personId, markers.closed, null);
  const elsewhere = await makeWorkspace(server.system.database, { name: markers.foreign, zone: "UTC", ownerId: world.stranger.personId });
  foreign = await makeObjects(world.stranger, elsewhere.id, world.stranger.personId, markers.foreign, "contributor");
  for (const objects of [open, closed]) {
    for (const [who, role] of [
      ["viewer", "viewer"],
      ["editor", "editor"],
    ] as const) {
      await people.owner.ok("shareProcess", { params: { w, p: objects.process, m: people[who].personId }, body: { role } });
      await people.owner.ok("shareProject", { params: { w, p: objects.project, m: people[who].personId }, body: { role } });
    }
  }
  await people.owner.ok("shareRun", { params: { w, r: closed.run, m: people.shown.personId }, body: { role: "viewer" } });
  await people.owner.ok("removeMember", { params: { w, m: people.removed.personId } });
  undoing = true;
});
afterAll(async () => {
  undoing = false;
  await server.stop();
});

/** What the people are, as the policy sees it, in respect of things that all members see (open) or only those named (closed). */
const standings: Record<"open" | "closed", Record<"owner" | "admin" | "member" | "guest" | "viewer" | "editor", Standing>> = {
  open: {
    owner: { workspace: "owner", space: "manager" },
    admin: { workspace: "admin", space: "manager" },
    member: { workspace: "member", space: "contributor" },
    guest: { workspace: "guest", space: null },
    viewer: { workspace: "guest", space: "viewer" },
    editor: { workspace: "member", space: "editor" },
  },
  closed: {
    owner: { workspace: "owner", space: "manager" },
    admin: { workspace: "admin", space: null },
    member: { workspace: "member", space: null },
    guest: { workspace: "guest", space: null },
    viewer: { workspace: "guest", space: "viewer" },
    editor: { workspace: "member", space: "editor" },
  },
};

const doored = (Object.entries(operations) as [OperationId, Operation][]).filter(([, operation]) => operation.door === "workspace");
/** Made by whoever has the role in the workspace; the object in the path is somebody's own. */
const ownThings = new Set<OperationId>(["deleteKey", "readNotice"]);
/** Its author's alone, whatever the role; the samples' author is the owner. */
const authorsOnly = new Set<OperationId>([
  "deleteComment",
  "restoreComment",
  "editComment",
  "deleteDocumentComment",
  "restoreDocumentComment",
  "editDocumentComment",
]);
/** Whoever put it there, else whoever may do this to the task; the samples' file is the owner's. */
const elseNeeds = new Map<OperationId, Permission>([
  ["deleteAttachment", "task.delete"],
  ["restoreAttachment", "task.delete"],
]);

const tellsOfAll = new Set<OperationId>(["listJournal", "exportWorkspace", "listTrash"]);

async function ask(role: Role, id: OperationId, sample: Sample): Promise<{ status: number; text: string; code: string }> {
  const headers = role === "anonymous" ? {} : { cookie: people[role].cookie, origin: server.url, "sec-fetch-site": "same-origin" };
  if (id === "streamEvents") {
    const abort = new AbortController();
    const response = await fetch(`${server.url}/api/workspaces/${sample.params?.["w"]}/events`, { headers, signal: abort.signal });
    abort.abort();
    return { status: response.status, text: "", code: "" };
  }
  const answer = await callOperation(server, id, sample, headers);
  return { status: answer.status, text: JSON.stringify(answer.body), code: (answer.body as { code?: string }).code ?? "" };
}

const refusedByRight = ({ status, code }: { status: number; code: string }): boolean =>
  status === 401 || (status === 403 && ["forbidden", "scope_missing"].includes(code)) || code === "workspace_not_found";
const hidden = ({ status }: { status: number }): boolean => status === 404;

test("every operation behind a workspace's door has a row in the matrix, and a permission of the policy", () => {
  expect(doored.filter(([id]) => samples[id] === undefined).map(([id]) => id)).toEqual([]);
  expect(doored.filter(([, operation]) => operation.needs === null).map(([id]) => id)).toEqual([]);
  expect(Object.keys(samples).filter((id) => !doored.some(([known]) => known === id))).toEqual([]);
  expect(doored.length).toBeGreaterThan(80);
});

test("every operation of the contract is on the air", () => {
  expect(
    (Object.values(operations) as Operation[])
      .filter(({ method, path }) => !server.app.hasRoute({ method, url: path }))
      .map(({ id }) => id),
  ).toEqual([]);
});

describe.each(doored.map(([id]) => id))("%s", (id) => {
  const operation = operations[id] as Operation;
  const rule = policy[operation.needs as keyof typeof policy];
  const sampleOf = samples[id] as (objects: Objects) => Sample;

  test("is refused to who is nobody here, and tells them nothing", async () => {
    for (const role of ["anonymous", "stranger", "removed"] as const) {
      const answer = await ask(role, id, sampleOf(open));
      expect([role, answer.status]).toEqual([role, role === "anonymous" ? 401 : 404]);
      expect(answer.text).not.toMatch(/MARKOPEN|MARKCLOSED/);
    }
  });

  test("does what the policy says for every role, on what all may see and on what only some may", async () => {
    for (const [which, objects] of [
      ["open", open],
      ["closed", closed],
    ] as const) {
      const roles = Object.entries(standings[which]) as [keyof (typeof standings)["open"], Standing][];
      const answers = await Promise.all(roles.map(([role]) => ask(role, id, sampleOf(objects))));
      for (const [index, [role, standing]] of roles.entries()) {
        const answer = answers[index] as Awaited<ReturnType<typeof ask>>;
        const cell = `${role} on ${which}: ${answer.status} ${answer.code}`;
        const allowed = may(elseNeeds.get(id) ?? (operation.needs as Permission), standing);
        if (rule.kind === "workspace") {
          if (!allowed) expect([cell, answer.status]).toEqual([cell, 403]);
          else expect([cell, refusedByRight(answer)]).toEqual([cell, false]);
        } else if (ownThings.has(id)) expect(answer.status).toBeLessThan(500);
        else if (authorsOnly.has(id) && role !== "owner") expect([cell, [403, 404].includes(answer.status)]).toEqual([cell, true]);
        else if (standing.space === null || standing.space === undefined) expect([cell, hidden(answer)]).toEqual([cell, true]);
        else if (!allowed) expect([cell, answer.status]).toEqual([cell, 403]);
        else expect([cell, refusedByRight(answer), answer.status < 500]).toEqual([cell, false, true]);
        if (
          which === "closed" &&
          (standing.space === null || standing.space === undefined) &&
          id !== "listJournal" &&
          id !== "exportWorkspace"
        )
          expect([
            cell,
            /MARKCLOSED (process|run|project|task|other|comment|document|folder|handover|item|cadence)/.test(answer.text),
          ]).toEqual([cell, false]);
        expect(answer.text).not.toContain(markers.foreign);
      }
    }
  });

  test("lets a guest who was shown one run do with it and its steps what a viewer may, and tells them nothing else", async () => {
    const sample = sampleOf(closed);
    const answer = await ask("shown", id, sample);
    const cell = `${answer.status} ${answer.code}`;
    const { r, t } = sample.params ?? {};
    if (rule.kind === "space" && !ownThings.has(id) && !authorsOnly.has(id)) {
      const allowed = may(elseNeeds.get(id) ?? (operation.needs as Permission), { workspace: "guest", space: "viewer" });
      if (r !== closed.run && t !== closed.stepTask) expect([cell, hidden(answer)]).toEqual([cell, true]);
      else if (!allowed) expect([cell, answer.status]).toEqual([cell, 403]);
      else expect([cell, refusedByRight(answer), answer.status < 500]).toEqual([cell, false, true]);
    }
    expect([
      cell,
      /MARKCLOSED (process|project|task|other|comment|document|folder|handover|item|cadence|view|field)/.test(answer.text),
    ]).toEqual([cell, false]);
  });

  test("what is in the trash is as if it were not there, for whoever asks, but for taking it out again", async () => {
    const sample = sampleOf({ ...open, task: open.trashed });
    for (const role of ["owner", "admin", "member", "guest", "viewer", "editor"] as const) {
      const answer = await ask(role, id, sample);
      const cell = `${role}: ${answer.status} ${answer.code}`;
      if (id === "restoreTask")
        expect([cell, may("task.delete", standings.open[role]) ? answer.status === 200 : refusedByRight(answer) || hidden(answer)]).toEqual(
          [cell, true],
        );
      else if (sample.params?.["t"] === open.trashed) expect([cell, hidden(answer)]).toEqual([cell, true]);
      // The audit trail, the whole export and the trash itself tell of it.
      if (!tellsOfAll.has(id) && id !== "restoreTask") expect([cell, /MARK(OPEN|CLOSED) trashed/.test(answer.text)]).toEqual([cell, false]);
    }
  });

  test("never reaches another workspace: not by its address, and not by its ids under one's own", async () => {
    const elsewhere = await ask("owner", id, sampleOf(foreign));
    expect(elsewhere.status).toBe(404);
    for (const sample of transplanted(sampleOf(open), open, foreign)) {
      const answer = await ask("owner", id, sample);
      // An invitation that is not there is gone: the same answer as for one that was used.
      expect([JSON.stringify(sample.params), answer.code === "invitation_gone" ? 404 : answer.status]).toEqual([
        JSON.stringify(sample.params),
        404,
      ]);
      expect(answer.text).not.toContain(markers.foreign);
    }
  });
});
