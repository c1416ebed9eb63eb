import { standardCalendar } from "@rondo/core/calendar";
import type { ProjectDraft } from "@rondo/formats/draft";
import { writeMspdi } from "@rondo/formats/mspdi";
import { expect, test } from "vitest";
import { send, withServer, world } from "./imports.fixture.ts";

withServer();

test("a plan whose calendar has days that come again keeps working on all others", async () => {
  const { w, ines } = world;
  const stocktaking = {
    from: "2026-01-01",
    to: "2029-12-31",
    name: "Stocktaking",
    shifts: [],
    repeats: { every: "week" as const, interval: 1, weekdays: [1] },
  };
  const draft: ProjectDraft = {
    kind: "project",
    sourceId: "maps",
    name: "Move the maps",
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    fields: [],
    history: [],
    members: [],
    tasks: [],
    plan: {
      start: "2026-03-02T08:00",
      calendar: { ...standardCalendar, exceptions: [stocktaking] },
      links: [],
      tasks: [{ id: "1", parent: null, title: "Carry", workingMinutes: 960 }],
    },
  };
  const { body } = await send(ines, "maps.xml", writeMspdi(draft).text);
  const plan = await ines.ok("getPlan", { params: { w, p: body.made[0]!.id } });
  // Two days of work from a Monday on, no Tuesday.
  expect(plan.entries.map(({ start, finish }) => [start, finish])).toEqual([["2026-03-02T08:00", "2026-03-04T17:00"]]);
  expect(plan.calendar.exceptions).toEqual([stocktaking]);
  const { items } = await ines.ok("listCalendars", { params: { w } });
  const made = items.find((one) => one.name.startsWith("Move the maps"))!;
  await ines.ok("changeCalendar", { params: { w, c: made.id }, version: made.version, body: { exceptions: made.exceptions } });
});
