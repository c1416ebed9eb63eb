import { standardCalendar } from "@rondo/core/calendar";
import { schedulePlan } from "@rondo/core/plan";
import { readAny } from "@rondo/formats/any";
import type { ProjectDraft } from "@rondo/formats/draft";
import { writeMspdi } from "@rondo/formats/mspdi";
import { expect, test } from "vitest";
import { done, rowCounts, send, server, withServer, world } from "./imports.fixture.ts";

withServer();

const off: { from: number; to: number }[] = [];
const nights = [{ from: 0, to: 360 }];
const morning = [{ from: 480, to: 720 }];
const closed = {
  from: "2026-01-01",
  to: "2029-12-31",
  name: "Closed",
  shifts: [],
  repeats: { every: "month" as const, interval: 1, on: { position: 1, of: 2 } },
};
/** Nights of the week, but no first Wednesday of a month. */
const night = { week: [nights, nights, nights, nights, nights, off, off], exceptions: [closed] };
const mornings = { week: [morning, morning, morning, morning, morning, off, off], exceptions: [] };
const saturdays = { week: [morning, morning, morning, morning, morning, morning, off], exceptions: [] };

/** Three tasks, each in its own time, and one that finished in its own. */
const moved = (own = saturdays) =>
  project("Move by night", {
    start: "2026-03-02T08:00",
    calendar: own,
    calendars: {
      "Week with Saturdays": own,
      "Night crew": night,
      Mornings: mornings,
      Nobody: { week: Array(7).fill(off), exceptions: [] },
    },
    links: [{ from: "1", to: "2", type: "FS", lag: { minutes: 0, kind: "working" } }],
    tasks: [
      { id: "1", parent: null, title: "Carry", workingMinutes: 1080, calendar: "Night crew" },
      { id: "2", parent: null, title: "Shelve", workingMinutes: 480, calendar: "Mornings" },
      { id: "3", parent: null, title: "Count", workingMinutes: 1440 },
      {
        id: "4",
        parent: null,
        title: "Pack",
        workingMinutes: 360,
        calendar: "Night crew",
        finished: { start: "2026-02-26T01:00", finish: "2026-02-27T02:00" },
      },
    ],
  });

const namesIn = async () => (await world.ines.ok("listCalendars", { params: { w: world.w } })).items.map((one) => one.name);
const datesOf = async (p: string) => {
  const { tasks, entries } = await world.ines.ok("getPlan", { params: { w: world.w, p } });
  const titles = new Map(tasks.map((task) => [task.id, task.title]));
  return Object.fromEntries(entries.map(({ taskId, start, finish }) => [titles.get(taskId), [start, finish]]));
};
const computed = (draft: ProjectDraft) =>
  Object.fromEntries(
    schedulePlan(draft.plan!).entries.map(({ id, start, finish }) => [
      draft.plan!.tasks.find((task) => task.id === id)!.title,
      [start, finish],
    ]),
  );

test("a plan brings the calendars of its tasks and its own, once, and takes them out again by their names", async () => {
  const { w, ines } = world;
  const before = await namesIn();
  const draft = moved();
  const report = await done(ines, "night.xml", writeMspdi(draft).text);
  const p = report.made[0]!.id;
  expect(await datesOf(p)).toEqual(computed(draft));
  const made = ["Mornings", "Night crew", "Week with Saturdays"];
  expect((await namesIn()).toSorted()).toEqual([...before, ...made].toSorted());
  const plan = await ines.ok("getPlan", { params: { w, p } });
  expect(plan.calendars).toMatchObject([
    { name: "Mornings", ...mornings },
    { name: "Night crew", ...night },
  ]);
  const told = Object.fromEntries(report.findings.map(({ code, message }) => [code, message]));
  expect(told["calendars_made"]).toContain("“Week with Saturdays”, “Night crew”, “Mornings”");
  expect(told["calendars_unused"]).toContain("“Nobody”");

  const answer = await fetch(`${server.url}/api/workspaces/${w}/projects/${p}/files/mspdi`, { headers: { cookie: ines.cookie } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const [back] = readAny(bytes, "back.xml").drafts as ProjectDraft[];
  expect(back!.plan!.calendars).toEqual({ "Week with Saturdays": saturdays, "Night crew": night, Mornings: mornings });
  expect(Object.fromEntries(back!.plan!.tasks.map((task) => [task.title, task.calendar ?? null]))).toMatchObject({
    Carry: "Night crew",
    Shelve: "Mornings",
    Count: null,
    Pack: "Night crew",
  });
  expect(computed(back!)).toMatchObject(computed(draft));

  const again = await done(ines, "again.xml", bytes);
  expect(await datesOf(again.made[0]!.id)).toMatchObject(computed(draft));
  expect((await namesIn()).toSorted()).toEqual([...before, ...made].toSorted());
});

test("a calendar whose name means other hours here comes in under a name of its own, and the next plan takes it too", async () => {
  const { w, ines } = world;
  const other = { ...mornings, week: [off, ...mornings.week.slice(1)] };
  for (const [name, title] of [
    ["a.xml", "Sort"],
    ["b.xml", "Clean"],
  ] as const) {
    const draft = project(title, {
      start: "2026-03-02T08:00",
      calendar: saturdays,
      calendars: { "Week with Saturdays": saturdays, Mornings: other },
      links: [],
      tasks: [{ id: "1", parent: null, title, workingMinutes: 240, calendar: "Mornings" }],
    });
    const report = await done(ines, name, writeMspdi(draft).text);
    expect(await datesOf(report.made[0]!.id)).toEqual({ [title]: ["2026-03-03T08:00", "2026-03-03T12:00"] });
    const plan = await ines.ok("getPlan", { params: { w, p: report.made[0]!.id } });
    expect(plan.calendars.map((one) => one.name)).toEqual(["Mornings (imported)"]);
  }
  expect((await namesIn()).filter((name) => name.startsWith("Mornings"))).toEqual(["Mornings", "Mornings (imported)"]);
});

test("whoever may import brings a plan's calendars, also who may change none; one without working time stays out and is told by name", async () => {
  const { w, mei } = world;
  const draft = project("Count by night", {
    start: "2026-03-02T08:00",
    calendar: standardCalendar,
    calendars: { Late: night, Never: { week: Array(7).fill(off), exceptions: [] } },
    links: [],
    tasks: [
      { id: "1", parent: null, title: "Count", workingMinutes: 60, calendar: "Late" },
      { id: "2", parent: null, title: "Wait", workingMinutes: 60, calendar: "Never" },
    ],
  });
  const report = await done(mei, "late.xml", writeMspdi(draft).text);
  const plan = await mei.ok("getPlan", { params: { w, p: report.made[0]!.id } });
  expect(plan.calendars).toMatchObject([{ name: "Late", ...night }]);
  expect(report.findings.find(({ code }) => code === "calendars_wrong")!.message).toContain("“Never”");
  const { id, version } = plan.calendars[0]! as { id: string; version?: number };
  expect(await mei.call("changeCalendar", { params: { w, c: id }, version: version ?? 1, body: { name: "Mine" } })).toMatchObject({
    status: 403,
  });
});

test("an import that is refused leaves no calendar behind", async () => {
  const { ines } = world;
  const text = writeMspdi(moved(mornings)).text.replace("Night crew", "Night crew of the refused");
  await done(ines, "once.xml", text);
  const before = await rowCounts();
  expect((await send(ines, "once.xml", text)).status).toBe(409);
  expect(await rowCounts()).toEqual(before);
});

test("a Primavera plan keeps the calendars of its activities, and a table that goes out names them", async () => {
  const { w, ines } = world;
  const days = (shift: string) => [1, 2, 3, 4, 5, 6, 7].map((day) => `(0||${day}()(${day === 1 || day === 7 ? "" : shift}))`).join("");
  const week = (shift: string) => `(0||CalendarData()((0||DaysOfWeek()(${days(shift)}))(0||Exceptions()())))`;
  const rows = (table: string, fields: readonly string[], ...values: readonly (readonly string[])[]) =>
    [`%T\t${table}`, `%F\t${fields.join("\t")}`, ...values.map((one) => `%R\t${one.join("\t")}`)].join("\n");
  const xer = [
    "ERMHDR\t19.12\t2026-03-01\tProject\tadmin\tadmin\tdbxDatabaseNoName\tProject Management\tEUR",
    rows(
      "CALENDAR",
      ["clndr_id", "default_flag", "clndr_name", "clndr_data"],
      ["1", "Y", "Office hours", week("(0||0(s|08:00|f|16:00)())")],
      ["2", "N", "Yard hours", week("(0||0(s|06:00|f|10:00)())")],
    ),
    rows("PROJECT", ["proj_id", "proj_short_name", "clndr_id", "plan_start_date"], ["10", "Yard", "1", "2026-03-02 08:00"]),
    rows(
      "TASK",
      ["task_id", "proj_id", "clndr_id", "task_name", "task_type", "target_drtn_hr_cnt", "remain_drtn_hr_cnt"],
      ["100", "10", "1", "Plan the yard", "TT_Task", "8", "8"],
      ["101", "10", "2", "Clear the yard", "TT_Task", "8", "8"],
    ),
    "%E",
  ].join("\n");
  const report = await done(ines, "yard.xer", xer);
  const p = report.made[0]!.id;
  expect(await datesOf(p)).toEqual({
    "Plan the yard": ["2026-03-02T08:00", "2026-03-02T16:00"],
    "Clear the yard": ["2026-03-02T08:00", "2026-03-04T08:00"],
  });
  const { calendars, project: shown } = await ines.ok("getPlan", { params: { w, p } });
  expect(calendars.map((one) => one.name)).toEqual(["Yard hours"]);
  expect((await ines.ok("listCalendars", { params: { w } })).items.find((one) => one.id === shown.calendarId)?.name).toBe("Office hours");
  const table = await fetch(`${server.url}/api/workspaces/${w}/projects/${p}/files/csv`, { headers: { cookie: ines.cookie } });
  const [head, , line] = (await table.text()).split("\r\n").map((row) => row.split(","));
  expect(line![head!.indexOf("Calendar")]).toBe("Yard hours");
});

function project(name: string, plan: NonNullable<ProjectDraft["plan"]>): ProjectDraft {
  const blank = {
    notes: "",
    url: null,
    list: null,
    labels: [],
    members: [],
    start: null,
    due: null,
    createdAt: null,
    completedAt: null,
    archived: false,
    fields: [],
    checklists: [],
    comments: [],
    attachments: [],
    history: [],
  };
  return {
    kind: "project",
    sourceId: name,
    name,
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    fields: [],
    history: [],
    members: [],
    tasks: plan.tasks.map(({ id, parent, title, finished }, position) => ({
      ...blank,
      sourceId: id,
      parent,
      title,
      position,
      completed: finished !== undefined,
    })),
    plan,
  };
}

test("a plan whose calendar has days that come again keeps working on all others", async () => {
  const { w, ines } = world;
  const stocktaking = {
    from: "2026-01-01",
    to: "2029-12-31",
    name: "Stocktaking",
    shifts: [],
    repeats: { every: "week" as const, interval: 1, weekdays: [1] },
  };
  const draft = project("Move the maps", {
    start: "2026-03-02T08:00",
    calendar: { ...standardCalendar, exceptions: [stocktaking] },
    links: [],
    tasks: [{ id: "1", parent: null, title: "Carry", workingMinutes: 960 }],
  });
  const { body } = await send(ines, "maps.xml", writeMspdi(draft).text);
  const plan = await ines.ok("getPlan", { params: { w, p: body.made[0]!.id } });
  // Two days of work from a Monday on, no Tuesday.
  expect(plan.entries.map(({ start, finish }) => [start, finish])).toEqual([["2026-03-02T08:00", "2026-03-04T17:00"]]);
  expect(plan.calendar.exceptions).toEqual([stocktaking]);
  const { items } = await ines.ok("listCalendars", { params: { w } });
  const made = items.find((one) => one.name.startsWith("Move the maps"))!;
  await ines.ok("changeCalendar", { params: { w, c: made.id }, version: made.version, body: { exceptions: made.exceptions } });
});
