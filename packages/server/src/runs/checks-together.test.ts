import fc from "fast-check";
import type { Definition } from "@rondo/core/process";
import { type Client, type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const items = ["dust", "count", "label"];
const definition: Definition = {
  purpose: "",
  roles: [{ key: "desk", name: "Desk" }],
  fields: [],
  intake: [],
  deliverable: null,
  steps: [
    {
      id: "fetch",
      kind: "task",
      title: "Fetch the volume",
      instructions: "",
      role: "desk",
      due: null,
      fields: [],
      checklist: items.map((id) => ({ id, title: id })),
    },
  ],
};
const act = fc.record({ who: fc.constantFrom("ines", "tomas"), item: fc.constantFrom(...items), on: fc.boolean() });

test(
  "of two people who tick one checklist at once, each tick that was acknowledged stands, or somebody took it back after it, and both see the same",
  { timeout: 280_000 },
  async () => {
    const { w, ines, tomas } = world;
    const people: Record<string, Client> = { ines, tomas };
    const p = (await ines.ok("createProcess", { params: { w }, body: { name: "Lend a volume", definition, everyone: "contributor" } })).id;
    await ines.ok("publish", { params: { w, p }, body: {} });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }), async (rounds) => {
        const run = await ines.ok("startRun", { params: { w, p }, body: {} });
        const t = run.at[0]?.taskId as string;
        await ines.ok("reassignStep", { params: { w, t }, body: { personId: tomas.personId } });
        for (const round of rounds) {
          await Promise.all(
            round.map(({ who, item, on }) => (people[who] as Client).ok(on ? "checkItem" : "uncheckItem", { params: { w, t, item } })),
          );
          // Of several at once one was the last: each point is as somebody of this round said it is, and untouched ones are as before.
          const [one, two] = await Promise.all([ines, tomas].map((by) => by.ok("getRun", { params: { w, r: run.id } })));
          const checked = (of: typeof one) => of?.steps.find(({ taskId }) => taskId === t)?.checked.toSorted();
          expect(checked(one)).toEqual(checked(two));
          for (const item of items) {
            const said = round.filter((each) => each.item === item).map((each) => each.on);
            if (said.length > 0 && new Set(said).size === 1) expect([item, checked(one)?.includes(item)]).toEqual([item, said[0]]);
          }
        }
        const now = await ines.ok("getRun", { params: { w, r: run.id } });
        const entry = now.steps.find(({ taskId }) => taskId === t);
        const told = (await ines.ok("listRunEvents", { params: { w, r: run.id }, query: { limit: 200 } })).items
          .filter(({ name }) => name === "point.checked" || name === "point.unchecked")
          .toSorted((a, b) => a.version - b.version);
        for (const item of items) {
          const mine = told.filter(({ data }) => data["item"] === item).map(({ name }) => name === "point.checked");
          // The history has each turn of it, on and off by turns, and ends where it stands.
          expect(mine).toEqual(mine.map((_, index) => index % 2 === 0));
          expect([item, mine.at(-1) ?? false]).toEqual([item, entry?.checked.includes(item)]);
        }
      }),
      { numRuns: process.env["RONDO_PROVE"] === "1" ? 100 : 4 },
    );
  },
);
