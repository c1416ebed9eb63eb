import { standardCalendar } from "@rondo/core/calendar";
import type { ProjectDraft } from "@rondo/formats/draft";
import { writeMspdi } from "@rondo/formats/mspdi";
import { writeRondo } from "@rondo/formats/rondo";
import { expect, test } from "vitest";
import { send, withServer, world } from "./imports.fixture.ts";

withServer();

/** Nine tasks of a day that took two, and one of which the file says only when it was finished. */
function fileOf(): ProjectDraft {
  const numbers = Array.from({ length: 10 }, (_, index) => index + 1);
  const known = (id: number) => id < 10;
  return {
    kind: "project",
    sourceId: "count",
    name: "Count the maps",
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    fields: [],
    history: [],
    members: [],
    tasks: numbers.map((id) => ({
      sourceId: `${id}`,
      title: `Cabinet ${id}`,
      notes: "",
      url: null,
      list: null,
      parent: null,
      position: id,
      labels: [],
      members: [],
      start: null,
      due: null,
      createdAt: null,
      completed: true,
      completedAt: "2026-03-04T16:00:00.000Z",
      archived: false,
      fields: [],
      checklists: [],
      comments: [],
      attachments: [],
      history: [],
    })),
    plan: {
      start: "2026-03-02T08:00",
      calendar: standardCalendar,
      links: [],
      tasks: numbers.map((id) => ({
        id: `${id}`,
        parent: null,
        title: `Cabinet ${id}`,
        workingMinutes: 480,
        ...(known(id) && { finished: { start: "2026-03-02T08:00", finish: "2026-03-03T17:00" } }),
      })),
    },
  };
}

test("finished work of a file stands where it was done, and teaches a forecast only where the file knows both what was planned and what it took", async () => {
  const { w, ines } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Count the globes", start: "2026-03-02T09:00" } })).id;
  await ines.ok("addProjectTask", { params: { w, p }, body: { title: "Count", workingMinutes: 600 } });
  const learnt = async () => (await ines.ok("makeForecast", { params: { w, p }, body: {} })).basis;
  // Microsoft Project says of what is finished only what it took.
  await send(ines, "count.xml", writeMspdi(fileOf()).text);
  expect(await learnt()).toMatchObject({ finishedTasks: 0 });
  const { body } = await send(ines, "count.json", writeRondo([fileOf()]));
  const plan = await ines.ok("getPlan", { params: { w, p: body.made[0]!.id } });
  const spans = new Set(plan.entries.map(({ start, finish }) => `${start} ${finish}`));
  expect(spans).toContain("2026-03-02T08:00 2026-03-03T17:00");
  expect(spans.size).toBe(2);
  expect(await learnt()).toMatchObject({ finishedTasks: 9, typicalRatio: expect.closeTo(2, 5) });
  // Of its own as well: a task more in that project goes by the same nine.
  const own = body.made[0]!.id;
  await ines.ok("addProjectTask", { params: { w, p: own }, body: { title: "Count again", workingMinutes: 480 } });
  expect((await ines.ok("makeForecast", { params: { w, p: own }, body: {} })).basis.finishedTasks).toBe(9);
});
