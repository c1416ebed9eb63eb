import { writeMspdi } from "@rondo/formats/mspdi";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import { standardCalendar } from "@rondo/core/calendar";
import { expect, test } from "vitest";
import { send, withServer, world } from "./imports.fixture.ts";

withServer();

const blank = {
  notes: "",
  url: null,
  list: null,
  parent: null,
  labels: [],
  start: null,
  due: null,
  createdAt: null,
  completed: false,
  completedAt: null,
  archived: false,
  fields: [],
  checklists: [],
  comments: [],
  attachments: [],
  history: [],
};

/** Two people on one task, and one alone with all of a day on another; one of them is known by mail, the other by nobody. */
function fileOf(mail: string): string {
  const tasks: TaskDraft[] = [
    { ...blank, sourceId: "1", title: "Carry", position: 0, members: ["a", "b"], shares: { a: 50, b: 75 } },
    { ...blank, sourceId: "2", title: "Shelve", position: 1, members: ["a"], shares: { a: 100 } },
  ];
  const draft: ProjectDraft = {
    kind: "project",
    sourceId: "move",
    name: "Move the maps",
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    fields: [],
    history: [],
    members: [
      { sourceId: "a", name: "Somebody", username: null, email: mail },
      { sourceId: "b", name: "A carrier", username: null, email: null },
    ],
    tasks,
    plan: {
      start: "2026-03-02T08:00",
      calendar: standardCalendar,
      links: [],
      tasks: tasks.map(({ sourceId, title }) => ({ id: sourceId, parent: null, title, workingMinutes: 960 })),
    },
  };
  return writeMspdi(draft).text;
}

test("several people on a task come in with the units that they give, by their mail at once; for others a place is kept until somebody says who they are", async () => {
  const { w, ines, mei, tomas } = world;
  const me = await tomas.ok("getMe", {});
  const { body: report } = await send(ines, "maps.xml", fileOf(me.person.email));
  const p = report.made[0]!.id;
  const tasksOf = async () => Object.fromEntries((await ines.ok("getPlan", { params: { w, p } })).tasks.map((task) => [task.title, task]));
  const before = await tasksOf();
  expect(before["Carry"]).toMatchObject({
    owner: { id: tomas.personId },
    plan: {
      planning: {
        assignments: [{ personId: tomas.personId, percent: 50 }],
        placeholders: [{ role: "A carrier", percent: 75, count: 1 }],
      },
    },
  });
  const carried = async () =>
    Object.fromEntries((await ines.ok("getImport", { params: { w, i: report.id } })).counts.map((one) => [one.noun, one.carried]));
  expect(await carried()).toMatchObject({ resources: 2, assignments: 3 });
  expect(before["Shelve"]).toMatchObject({ owner: { id: tomas.personId }, plan: { planning: {} } });
  const carrier = (await ines.ok("getImport", { params: { w, i: report.id } })).people.find((one) => one.name === "A carrier")!;
  const match = (personId: string | null) => ines.ok("matchPerson", { params: { w, i: report.id, n: carrier.number }, body: { personId } });
  await match(mei.personId);
  expect((await tasksOf())["Carry"]!.plan!.planning.assignments).toEqual([
    { personId: tomas.personId, percent: 50 },
    { personId: mei.personId, percent: 75, role: "A carrier" },
  ]);
  expect((await tasksOf())["Carry"]!.plan!.planning.placeholders).toBeUndefined();
  expect(await carried()).toMatchObject({ resources: 2, assignments: 3 });
  await match(null);
  expect((await tasksOf())["Carry"]!.plan!.planning).toEqual(before["Carry"]!.plan!.planning);
});

test("earned value counts the work of everybody on a task, and the portfolio everybody who is asked", async () => {
  const { w, ines, mei, tomas } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Count", start: "2026-03-02T09:00" } })).id;
  await ines.ok("addProjectTask", {
    params: { w, p },
    body: {
      title: "Count the maps",
      workingMinutes: 600,
      ownerId: tomas.personId,
      planning: { assignments: [{ personId: mei.personId, percent: 50 }] },
    },
  });
  const { value } = await ines.ok("getControl", { params: { w, p } });
  expect(value).toMatchObject({ unit: "minutes", bac: 900 });
  const row = (await ines.ok("listPortfolio", { params: { w } })).items.find((one) => one.project.id === p);
  expect(row?.people).toBe(2);
});
