import type { AnswerOf, operations } from "@rondo/contract";
import fc from "fast-check";
import { type Client, type Stream, type TestServer, type World, libraryOn, listen, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../jobs/library.fixture.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

type Row = AnswerOf<typeof operations.listRows>["items"][number];
const titles = fc.integer({ min: 1, max: 99 });

/** One thing somebody does to one of four tasks; several of them are under way at once. */
const act = fc.record({
  who: fc.constantFrom("ines", "tomas"),
  task: fc.integer({ min: 0, max: 3 }),
  how: fc.oneof(
    fc
      .constantFrom(
        "rename",
        "rename by its version",
        "raise",
        "give",
        "put in a column",
        "field",
        "finish",
        "open again",
        "throw away",
        "bring back",
        "say",
        "raise all",
        "stand elsewhere",
        "stand there no more",
      )
      .map((what) => ({ what, value: 0 })),
    titles.map((value) => ({ what: "rename", value })),
    titles.map((value) => ({ what: "field", value })),
    fc.integer({ min: 0, max: 3 }).map((value) => ({ what: "put behind", value })),
  ),
});

type Set = { title?: string; priority?: string; ownerId?: string | null; column?: string | null; fields?: Record<string, unknown> };
type Kept = { task: string; version: number; set: Record<string, unknown>; was: Record<string, unknown> };

/** A browser's table: what it was told of is asked for again by its id, as the app's does. */
class Screen {
  readonly rows = new Map<string, Row>();
  readonly #client: Client;
  readonly #project: string;
  readonly #stream: Stream;
  #read = 0;
  constructor(client: Client, stream: Stream, project: string) {
    this.#client = client;
    this.#stream = stream;
    this.#project = project;
  }
  async load(): Promise<void> {
    this.#read = this.#stream.heard.length;
    const { items } = await this.#client.ok("listRows", { params: { w: world.w }, query: { where: `in is ${this.#project}` } });
    this.rows.clear();
    for (const row of items) this.rows.set(row.id, row);
  }
  async catchUp(): Promise<void> {
    const news = this.#stream.heard.slice(this.#read);
    this.#read += news.length;
    const ids = [...new Set(news.filter(({ data }) => data["subjectKind"] === "task").map(({ data }) => String(data["subjectId"])))];
    if (ids.length === 0) return;
    const { items } = await this.#client.ok("listRows", {
      params: { w: world.w },
      query: { where: `in is ${this.#project}`, ids: ids.join(",") },
    });
    const came = new Map(items.map((row) => [row.id, row]));
    for (const id of ids) {
      const row = came.get(id);
      if (row) this.rows.set(id, row);
      else this.rows.delete(id);
    }
  }
}

test(
  "of two people who change, move and throw away the same things at once, nothing acknowledged is lost or written over unseen, and their screens agree",
  { timeout: 280_000 },
  async () => {
    const { w, ines, tomas } = world;
    const people: Record<string, Client> = { ines, tomas };
    const open: Stream[] = [];
    await fc.assert(
      fc
        .asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 6 }), async (rounds) => {
          const project = (
            await ines.ok("createProject", {
              params: { w },
              body: { name: "Move the room", start: "2026-03-02T09:00", everyone: "editor", columns: ["To do", "Doing"] },
            })
          ).id;
          const field = (await ines.ok("createCustomField", { params: { w }, body: { name: "Shelf", type: "text", projectId: project } }))
            .id;
          const tasks: string[] = [];
          for (const title of ["a", "b", "c", "d"])
            tasks.push((await ines.ok("addProjectTask", { params: { w, p: project }, body: { title } })).id);
          const elsewhere = (await ines.ok("createProject", { params: { w }, body: { name: "Elsewhere", everyone: "editor" } })).id;
          const streams = await Promise.all([listen(server, ines, w), listen(server, tomas, w)]);
          open.push(...streams);
          const screens: Record<string, Screen> = {
            ines: new Screen(ines, streams[0], project),
            tomas: new Screen(tomas, streams[1], project),
          };
          await Promise.all(Object.values(screens).map((screen) => screen.load()));
          // Where a browser that was away from the beginning on takes up the stream.
          const began = (await streams[0].next(({ event }) => event === "ready")).id as string;
          const kept: Kept[] = [];
          const comments = new Map<string, string>();

          for (const [number, round] of rounds.entries()) {
            await Promise.all(Object.values(screens).map((screen) => screen.catchUp()));
            await Promise.all(
              round.map(async ({ who, task: at, how }, index) => {
                const by = people[who] as Client;
                const id = tasks[at] as string;
                const row = screens[who]?.rows.get(id);
                const unique = `${who} ${number} ${index} ${how.value}`;
                const change = async (set: Set, was: Set) => {
                  const answer = await by.ok("changeRows", { params: { w }, body: { changes: [{ kind: "task", id, set, was }] } });
                  if (answer.refused.length > 0) return;
                  kept.push({ task: id, version: answer.rows[0]?.version ?? -1, set: flat(set), was: flat(was) });
                };
                if (how.what === "say") {
                  const said = await by.call("addComment", { params: { w, t: id }, body: { text: unique } });
                  if (said.status < 300) comments.set(unique, id);
                } else if (how.what === "bring back") await by.call("restoreTask", { params: { w, t: id } });
                else if (row === undefined) return;
                else if (how.what === "rename") await change({ title: unique }, { title: row.title });
                else if (how.what === "rename by its version") {
                  const answer = await by.call("changeTask", { params: { w, t: id }, version: row.version, body: { title: unique } });
                  if (answer.status < 300)
                    kept.push({ task: id, version: answer.body.version, set: { title: unique }, was: { title: row.title } });
                } else if (how.what === "raise")
                  await change({ priority: row.priority === "high" ? "low" : "high" }, { priority: row.priority ?? "none" });
                else if (how.what === "give") await change({ ownerId: by.personId }, { ownerId: row.owner ?? null });
                else if (how.what === "put in a column")
                  await change({ column: row.column === "Doing" ? "To do" : "Doing" }, { column: row.column ?? null });
                else if (how.what === "field")
                  await change({ fields: { [field]: unique } }, { fields: { [field]: row.fields?.[field] ?? null } });
                else if (how.what === "raise all") {
                  const rows = [...(screens[who]?.rows.values() ?? [])];
                  const changes = rows.map(({ id: each, priority }) => ({
                    kind: "task" as const,
                    id: each,
                    set: { priority: priority === "urgent" ? ("none" as const) : ("urgent" as const) },
                    was: { priority: priority ?? ("none" as const) },
                  }));
                  const answer = await by.ok("changeRows", { params: { w }, body: { changes } });
                  for (const one of changes)
                    if (answer.refused.every((no) => no.id !== one.id))
                      kept.push({
                        task: one.id,
                        version: answer.rows.find((made) => made.id === one.id)?.version ?? -1,
                        set: one.set,
                        was: one.was,
                      });
                } else if (how.what === "stand elsewhere") await by.call("addAppearance", { params: { w, t: id, p: elsewhere } });
                else if (how.what === "stand there no more") await by.call("removeAppearance", { params: { w, t: id, p: elsewhere } });
                else if (how.what === "finish") await by.call("completeTask", { params: { w, t: id }, body: {} });
                else if (how.what === "open again") await by.call("reopenTask", { params: { w, t: id } });
                else if (how.what === "throw away") await by.call("deleteTask", { params: { w, t: id } });
                else
                  await by.call("changeTask", {
                    params: { w, t: id },
                    version: row.version,
                    body: { afterId: tasks[how.value] === id ? null : (tasks[how.value] ?? null) },
                  });
              }),
            );
          }

          for (const id of tasks) await ines.call("restoreTask", { params: { w, t: id } });
          const truth = (await ines.ok("listRows", { params: { w }, query: { where: `in is ${project}` } })).items;
          expect(truth.map((row) => row.id).toSorted()).toEqual([...tasks].toSorted());

          const placed = (await ines.ok("listRows", { params: { w }, query: { where: `in is ${elsewhere}` } })).items.map(({ id }) => id);
          const plan = new Map((await tomas.ok("getPlan", { params: { w, p: project } })).tasks.map((task) => [task.id, task]));
          const journal: Record<string, readonly number[]> = {};
          for (const id of tasks) {
            // Each change was made on the value that the one before it had left: none was written over unseen. The last stands: none was lost.
            const now = truth.find((row) => row.id === id);
            const standing: Record<string, unknown> = {
              title: "abcd"[tasks.indexOf(id)],
              priority: "none",
              ownerId: null,
              column: null,
              [field]: null,
            };
            for (const one of kept.filter((each) => each.task === id).toSorted((a, b) => a.version - b.version)) {
              for (const [key, value] of Object.entries(one.set)) {
                // Who sets what stands there already changes nothing, whatever they saw.
                if (standing[key] !== value) expect([key, one.was[key] ?? null]).toEqual([key, standing[key] ?? null]);
                standing[key] = value;
              }
            }
            expect({
              title: now?.title,
              priority: now?.priority ?? "none",
              ownerId: now?.owner ?? null,
              column: now?.column ?? null,
              [field]: now?.fields?.[field] ?? null,
            }).toEqual(standing);
            const said = (await ines.ok("listComments", { params: { w, t: id }, query: { limit: 200 } })).items.map(
              (comment) => comment.text,
            );
            expect(said.toSorted()).toEqual(
              [...comments]
                .filter(([, task]) => task === id)
                .map(([text]) => text)
                .toSorted(),
            );
            // And the journal tells of every step on the way, once and without a gap.
            const events = (await ines.ok("listTaskEvents", { params: { w, t: id }, query: { limit: 200 } })).items;
            const versions = events.map((event) => event.version);
            journal[id] = versions;
            // Where it stands besides is what was said last.
            const stood = events.filter(({ name }) => name === "task.appeared" || name === "task.disappeared").at(-1)?.name;
            expect([id, placed.includes(id)]).toEqual([id, stood === "task.appeared"]);
            // Who reads the one task, and who reads the plan, read the same.
            const alone = await tomas.ok("getTask", { params: { w, t: id } });
            const read = [alone.title, alone.owner?.id ?? null, alone.priority, plan.get(id)?.title, plan.get(id)?.plan?.column ?? null];
            expect(read).toEqual([standing["title"], standing["ownerId"], standing["priority"], standing["title"], standing["column"]]);
            expect(versions).toEqual(Array.from({ length: now?.version ?? 0 }, (_, at) => at + 1));
          }

          const shown = (rows: Iterable<Row>) => JSON.stringify([...rows].toSorted((a, b) => (a.id < b.id ? -1 : 1)));
          for (const screen of Object.values(screens)) {
            await until(async () => {
              await screen.catchUp();
              return shown(screen.rows.values()) === shown(truth);
            });
          }
          // A stream that is taken up from the beginning tells each step once; their order is their version. What came just before
          // the beginning may be told too: a place in the stream lies below every transaction that was under way.
          const replay = await listen(server, tomas, w, began);
          open.push(replay);
          for (const id of tasks) {
            const heard = () =>
              replay.heard
                .filter(({ data }) => data["subjectKind"] === "task" && data["subjectId"] === id)
                .map(({ data }) => data["version"])
                .filter((version) => Number(version) > 1);
            const expected = (journal[id] ?? []).filter((version) => version > 1);
            await until(() => heard().length >= expected.length);
            expect(heard().toSorted((one, other) => Number(one) - Number(other))).toEqual(expected);
          }
        })
        .afterEach(() => {
          for (const stream of open.splice(0)) stream.close();
        }),
      { numRuns: process.env["RONDO_PROVE"] === "1" ? 150 : 5 },
    );
  },
);

function flat(set: Set): Record<string, unknown> {
  const { fields, ...rest } = set;
  return { ...rest, ...fields };
}
