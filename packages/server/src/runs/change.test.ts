import { sql } from "kysely";
import { expect, test } from "vitest";
import { type Act, type Definition, emptyDefinition, type Step } from "@rondo/core/process";
import type { Client } from "@rondo/testkit";
import { again, base, complete, inside, rebuilt, started, task, withServer, world } from "./kinds.fixture.ts";

withServer();

type Values = Extract<Act, { do: "change" }>["values"];

const give = (id: string, title: string): Step => ({ ...base(id), kind: "action", act: { do: "task", title, role: null }, undo: null });
const change = (id: string, what: "task" | "project", to: { of: string } | { at: string }, values: Record<string, string>): Step => ({
  ...base(id),
  kind: "action",
  act: { do: "change", what, of: null, at: "", ...to, values: Object.entries(values).map(([key, value]) => ({ key, value })) as Values },
  undo: null,
});
const taskCalled = async (title: string, who: Client = world.ines) => {
  const { items } = await who.ok("listTasks", { params: { w: world.w }, query: { q: title, state: "all" } });
  return items.find((one) => one.title === title);
};
const eventsOf = async (taskId: string, who: Client = world.ines) =>
  (await who.ok("listTaskEvents", { params: { w: world.w, t: taskId }, query: {} })).items;
const startedBy = async (who: Client, definition: Partial<Definition>, answers: Record<string, unknown>) => {
  const process = await who.ok("createProcess", {
    params: { w: world.w },
    body: { name: "A process", definition: { ...emptyDefinition(), ...definition } },
  });
  await who.ok("publish", { params: { w: world.w, p: process.id }, body: {} });
  return world.ines.ok("startRun", { params: { w: world.w, p: process.id }, body: { answers } });
};
const project = { key: "project", label: "Project", kind: "project" as const };

test("a step changes the task that an earlier one gave, once, and the task tells which step of which run it was", async () => {
  const { w, ines, tomas } = world;
  const colour = await ines.ok("createCustomField", {
    params: { w },
    body: { name: "Colour", type: "text", projectId: null, processId: null },
  });
  const run = await started(
    {
      fields: [
        { key: "shelf", label: "Shelf", kind: "text" },
        { key: "who", label: "Who", kind: "person" },
        { key: "day", label: "Day", kind: "date" },
      ],
      intake: ["shelf", "who", "day"],
      steps: [
        give("give", "Dust a shelf"),
        change(
          "tell",
          "task",
          { of: "give" },
          {
            title: '"Dust shelf " + shelf',
            notes: '"Gently."',
            owner: "who",
            due: "day",
            priority: '"high"',
            [colour.id]: '"grey"',
          },
        ),
        task("dust"),
        change("close", "task", { of: "give" }, { state: '"done"' }),
      ],
    },
    { shelf: "B7", who: tomas.personId, day: "2031-05-09" },
  );
  const given = await taskCalled("Dust shelf B7", tomas);
  expect(given).toMatchObject({ notes: "Gently.", owner: { id: tomas.personId }, priority: "high", completion: null });
  expect(given?.dueAt?.slice(0, 10)).toBe("2031-05-09");
  const { items } = await tomas.ok("listRows", { params: { w }, query: { ids: given?.id as string } });
  expect(items[0]?.fields).toEqual({ [colour.id]: "grey" });
  await complete(run, "dust");
  expect((await taskCalled("Dust shelf B7", tomas))?.completion).toMatchObject({ by: { id: world.ines.personId } });
  expect((await eventsOf(given?.id as string, tomas)).map(({ name, version, data }) => [name, version, data["byRun"]])).toEqual([
    ["task.created", 1, { runId: run.id, title: run.title, step: "give" }],
    ["task.assigned", 2, { runId: run.id, title: run.title, step: "tell" }],
    ["task.completed", 3, { runId: run.id, title: run.title, step: "close" }],
  ]);
  expect((await again(run)).state).toBe("completed");
  await rebuilt(run);
});

test("each item of a for-each changes the task of its own", async () => {
  const run = await started({
    fields: [{ key: "volume", label: "Volume", kind: "text" }],
    steps: [
      {
        ...base("each"),
        kind: "each",
        over: '["I", "II"]',
        item: "volume",
        own: [],
        collect: null,
        order: "together",
        join: { go: "all" },
        growing: false,
        branches: [
          {
            id: "one",
            label: "",
            steps: [
              give("bind", "Bind volume {{volume}}"),
              task("glue"),
              change("bound", "task", { of: "bind" }, { notes: '"Bound: " + volume' }),
            ],
          },
        ],
      },
    ],
  });
  for (const place of run.at) await world.ines.ok("completeTask", { params: { w: world.w, t: place.taskId as string }, body: {} });
  expect((await taskCalled("Bind volume I"))?.notes).toBe("Bound: I");
  expect((await taskCalled("Bind volume II"))?.notes).toBe("Bound: II");
  await rebuilt(run);
});

test("a project that an answer names is changed as whoever published the revision could, and otherwise there is an incident that says so", async () => {
  const { w, ines, mei } = world;
  const open = await ines.ok("createProject", { params: { w }, body: { name: "Move the maps", everyone: "manager" } });
  const closed = await ines.ok("createProject", { params: { w }, body: { name: "Move the letters", everyone: null } });
  const definition: Partial<Definition> = {
    fields: [project],
    intake: ["project"],
    steps: [change("rename", "project", { at: "project" }, { title: '"Moved by a run"', due: '"2032-03-01"', notes: '"All of them."' })],
  };
  const first = await startedBy(mei, definition, { project: open.id });
  expect(first.state).toBe("completed");
  const now = await ines.ok("getProject", { params: { w, p: open.id } });
  expect(now).toMatchObject({ name: "Moved by a run", goal: "All of them." });
  expect(now.finishBy?.slice(0, 10)).toBe("2032-03-01");

  const second = await startedBy(mei, definition, { project: closed.id });
  const [incident] = second.incidents;
  expect(incident?.message).toContain('"rename" changed nothing.');
  expect(incident?.message).toContain("It does that for Mei Tanaka.");
  expect((await ines.ok("getProject", { params: { w, p: closed.id } })).name).toBe("Move the letters");
  // Let in, the same is tried again.
  await ines.ok("shareProject", { params: { w, p: closed.id, m: mei.personId }, body: { role: "manager" } });
  const done = await mei.ok("retryIncident", { params: { w, r: second.id }, body: { stepId: "rename" } });
  expect(done.state).toBe("completed");
  expect((await ines.ok("getProject", { params: { w, p: closed.id } })).name).toBe("Moved by a run");
});

test("what is gone, or a step of a run, is not changed, and the run says why", async () => {
  const { w, ines } = world;
  const link = (id: string) => `https://rondo.example/w/lindgren/tasks/${id}`;
  const definition: Partial<Definition> = {
    fields: [{ key: "task", label: "Task", kind: "link" }],
    intake: ["task"],
    steps: [change("close", "task", { at: "task" }, { state: '"done"' })],
  };
  const own = await ines.ok("createTask", { params: { w }, body: { title: "Count the atlases" } });
  expect((await started(definition, { task: link(own.id) })).state).toBe("completed");
  expect((await taskCalled("Count the atlases"))?.completion).not.toBeNull();

  const gone = await ines.ok("createTask", { params: { w }, body: { title: "Count the globes" } });
  await ines.ok("deleteTask", { params: { w, t: gone.id } });
  expect((await started(definition, { task: link(gone.id) })).incidents[0]?.message).toContain(
    'The task that "close" is to change is not here any more.',
  );
  const other = await started({ steps: [task("count")] });
  expect((await started(definition, { task: link(other.at[0]?.taskId as string) })).incidents[0]?.message).toContain(
    '"close" changed nothing.',
  );
  expect((await again(other)).state).toBe("running");
  expect((await started(definition, { task: "https://rondo.example/" })).incidents[0]?.message).toContain(
    '"close" does not know what to change',
  );
});

test("a run that closes the project it waits for goes on, and has done both", async () => {
  const { w, ines } = world;
  const both: Step = {
    ...base("both"),
    kind: "parallel",
    branches: [
      { id: "a", label: "", steps: [{ ...base("open"), kind: "project", name: "Rebind", role: null, wait: true }] },
      { id: "b", label: "", steps: [task("decide"), change("close", "project", { of: "open" }, { state: '"done"' }), task("after")] },
    ],
  };
  const run = await started({ steps: [both, task("last")] });
  await complete(run, "decide");
  let now = await again(run);
  expect(now.at.map(({ stepId }) => stepId)).toEqual(["after"]);
  await rebuilt(run);
  await complete(now, "after");
  now = await again(run);
  expect(now.at.map(({ stepId }) => stepId)).toEqual(["last"]);
  const { items } = await ines.ok("listProjects", { params: { w }, query: { closed: true } });
  expect(items.filter(({ name }) => name === "Rebind")).toHaveLength(1);
});

test("whoever sees the task and not the run is told that a run did it, and not which", async () => {
  const { w, ines, tomas } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: {
      name: "Behind closed doors",
      everyone: null,
      definition: {
        ...emptyDefinition(),
        fields: [{ key: "who", label: "Who", kind: "person" }],
        intake: ["who"],
        steps: [give("give", "Bring the key"), change("hand", "task", { of: "give" }, { owner: "who" })],
      },
    },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  await ines.ok("startRun", { params: { w, p: process.id }, body: { answers: { who: tomas.personId } } });
  const given = await taskCalled("Bring the key", tomas);
  expect((await eventsOf(given?.id as string, tomas)).map(({ data }) => data["byRun"])).toEqual([null, null]);
  const kept = await inside((tx) =>
    tx.rows(
      sql<{
        n: number;
      }>`select count(*)::int as n from event where workspace_id = current_workspace() and subject_id = ${given?.id as string}`,
    ),
  );
  expect(kept).toEqual([{ n: 2 }]);
});
