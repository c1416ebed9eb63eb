import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition, Step } from "@rondo/core/process";
import { emptyDefinition, placeBlock, stepsOf } from "@rondo/core/process";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const task = (id: string, fields: string[] = []): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: fields.map((key) => ({ key, mode: "required" as const })),
  checklist: [],
});
const block: Definition = {
  ...emptyDefinition(),
  fields: [{ key: "card", label: "Card number", kind: "text" }],
  steps: [task("ask", ["card"])],
};
const host = (fields: Definition["fields"] = []): Definition => ({
  ...emptyDefinition(),
  fields,
  steps: [{ id: "g", title: "Check who it is", instructions: "", kind: "group", branches: [{ id: "b", label: "", steps: [] }] }],
});

test("a block's new revision is put where one chooses; what may not be changed or does not fit stays, and the block stands apart in the directory", async () => {
  const { w, ines, tomas } = world;
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: "Check who it is", definition: block, block: true } });
  const list = async (blocks: boolean) =>
    (await ines.ok("listProcesses", { params: { w }, query: { blocks: String(blocks) as never } })).items.map(({ id }) => id);
  expect([(await list(true)).includes(p), (await list(false)).includes(p)]).toEqual([true, false]);
  expect((await ines.call("updatePlacements", { params: { w, p }, body: { processes: [] } })).body).toMatchObject({
    code: "nothing_published",
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  const using = async (name: string, definition: Definition, everyone: "editor" | "viewer" | null = "editor") =>
    (await ines.ok("createProcess", { params: { w }, body: { name, definition, everyone } })).id;
  const placed = placeBlock(host(), "g", block, { process: p, revision: 1 });
  const lend = await using("Lend a laptop", placed);
  const room = await using("Open the reading room", placed, "viewer");
  const claim = await using("Settle a claim", placed, null);
  const renew = await using("Renew a card", {
    ...placed,
    fields: [...placed.fields, { key: "photo", label: "Photo taken", kind: "yesNo" }],
  });

  const { version } = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", {
    params: { w, p },
    version,
    body: {
      definition: {
        ...block,
        fields: [...block.fields, { key: "photo", label: "Photo", kind: "text" }],
        steps: [...block.steps, task("compare", ["photo"])],
      },
    },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  const seen = (await tomas.ok("listPlacements", { params: { w, p } })).items.map(({ process, mayChange, places }) => [
    process.id,
    mayChange,
    places.map(({ revision }) => revision),
  ]);
  expect(seen).toEqual([
    [lend, true, [1]],
    [room, false, [1]],
    [renew, true, [1]],
  ]);
  const { items, stayed } = await tomas.ok("updatePlacements", { params: { w, p }, body: { processes: [lend, room, claim, renew] } });
  expect(stayed.map(({ id, why, fields }) => [id, why, fields]).toSorted()).toEqual(
    [
      [room, "refused", []],
      [claim, "refused", []],
      [renew, "fields", ["Photo"]],
    ].toSorted(),
  );
  expect(items.find(({ process }) => process.id === lend)?.places).toEqual([{ stepId: "g", title: "Check who it is", revision: 2 }]);
  const after = await ines.ok("getDraft", { params: { w, p: lend } });
  expect(stepsOf(after.definition as Definition).map(({ id }) => id)).toEqual(["g", "g--ask", "g--compare"]);
  expect(after.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  // A draft that has it already is not saved again.
  await ines.ok("updatePlacements", { params: { w, p }, body: { processes: [lend, claim] } });
  expect((await ines.ok("getDraft", { params: { w, p: lend } })).version).toBe(after.version);
  expect(stepsOf((await ines.ok("getDraft", { params: { w, p: claim } })).definition as Definition).map(({ id }) => id)).toContain(
    "g--compare",
  );
});

test("a run of a process with a block goes through its steps, and its answers are those of the process", async () => {
  const { w, ines } = world;
  const { id: p } = await ines.ok("createProcess", {
    params: { w },
    body: {
      name: "Let somebody in",
      definition: placeBlock(host(), "g", block, { process: "018f0000-0000-7000-8000-000000000001", revision: 3 }),
    },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p }, body: {} });
  expect(run.at.map(({ stepId }) => stepId)).toEqual(["g--ask"]);
  await ines.ok("completeTask", { params: { w, t: run.at[0]?.taskId as string }, body: { answers: { card: "A 17" } } });
  expect(await ines.ok("getRun", { params: { w, r: run.id } })).toMatchObject({ state: "completed", answers: { card: "A 17" } });
});
