import { standardCalendar } from "@rondo/core/calendar";
import type { ProjectDraft } from "@rondo/formats/draft";
import { readMspdi, writeMspdi } from "@rondo/formats/mspdi";
import { writeRondo } from "@rondo/formats/rondo";
import { expect, test } from "vitest";
import { send, server, withServer, world } from "./imports.fixture.ts";

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

test("frozen dates come in with a plan and go out with it, the newest as the one that Microsoft Project compares with", async () => {
  const { w, ines } = world;
  const frozen = (name: string, day: string) => ({
    name,
    entries: [{ task: "1", start: `2026-03-${day}T08:00`, finish: `2026-03-${day}T17:00`, minutes: 480 }],
  });
  const file = { ...fileOf(), baselines: [frozen("After the review", "05"), frozen("As agreed", "03")] };
  const written = writeMspdi(file);
  expect(written.findings).toContainEqual(expect.objectContaining({ code: "baselines.numbered", severity: "info" }));
  const { body } = await send(ines, "frozen.xml", written.text);
  const p = body.made[0]!.id;
  expect(body.counts).toContainEqual({ noun: "baselines", read: 2, carried: 2 });
  const { items } = await ines.ok("listBaselines", { params: { w, p } });
  expect(items.map(({ name, finish, tasks }) => [name, finish, tasks])).toEqual([
    ["Baseline", "2026-03-05T17:00", 1],
    ["Baseline 1", "2026-03-03T17:00", 1],
  ]);
  const out = await fetch(`${server.url}/api/workspaces/${w}/projects/${p}/files/mspdi`, { headers: { cookie: ines.cookie } });
  const again = readMspdi(new Uint8Array(await out.arrayBuffer())).baselines;
  expect(again.map(({ name, entries }) => [name, entries.map(({ start, minutes }) => [start, minutes])])).toEqual([
    ["Baseline", [["2026-03-05T08:00", 480]]],
    ["Baseline 1", [["2026-03-03T08:00", 480]]],
  ]);
});
