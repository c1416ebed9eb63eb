import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const off: { from: number; to: number }[] = [];
const long = [{ from: 480, to: 1200 }];
const fourDays = [long, long, long, long, off, off, off];

test("a calendar is made, chosen as the standard, and then can't be deleted", async () => {
  const { w, ines } = world;
  const made = await ines.ok("createCalendar", {
    params: { w },
    body: { name: "Four days", week: fourDays, exceptions: [{ from: "2026-12-24", to: "2026-12-26", name: "Holidays", shifts: [] }] },
  });
  expect((await ines.ok("listCalendars", { params: { w } })).items.map(({ name }) => name)).toEqual(["Four days", "Standard"]);
  const before = await ines.ok("getWorkspace", { params: { w } });
  expect(await ines.ok("changeWorkspace", { params: { w }, body: { calendarId: made.id }, version: before.version })).toMatchObject({
    calendarId: made.id,
    version: before.version + 1,
  });
  expect(await ines.call("deleteCalendar", { params: { w, c: made.id } })).toMatchObject({
    status: 409,
    body: { code: "calendar_in_use" },
  });
  await ines.ok("changeWorkspace", { params: { w }, body: { calendarId: before.calendarId }, version: before.version + 1 });
  await ines.ok("deleteCalendar", { params: { w, c: made.id } });
  const { items } = await ines.ok("listJournal", { params: { w }, query: { subject: made.id } });
  expect(items.map(({ name, version }) => [name, version])).toEqual([
    ["calendar.deleted", 2],
    ["calendar.created", 1],
  ]);
});

test("a calendar without working time, or with shifts that overlap, is refused", async () => {
  const { w, ines } = world;
  expect(
    await ines.call("createCalendar", { params: { w }, body: { name: "Never", week: Array(7).fill([]), exceptions: [] } }),
  ).toMatchObject({ status: 422, body: { code: "calendar_has_no_work" } });
  const overlapping = [
    [
      { from: 540, to: 720 },
      { from: 700, to: 800 },
    ],
    ...fourDays.slice(1),
  ];
  expect(await ines.call("createCalendar", { params: { w }, body: { name: "Odd", week: overlapping, exceptions: [] } })).toMatchObject({
    status: 400,
    body: { code: "invalid_request" },
  });
});

test("plans on a calendar that changes are computed again", async () => {
  const { w, ines } = world;
  const calendar = await ines.ok("createCalendar", { params: { w }, body: { name: "Move", week: fourDays, exceptions: [] } });
  await ines.ok("changeWorkspace", {
    params: { w },
    body: { calendarId: calendar.id },
    version: (await ines.ok("getWorkspace", { params: { w } })).version,
  });
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", start: "2026-03-02T08:00" } });
  await ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title: "Pack", workingMinutes: 1440 } });
  const finish = async () => (await ines.ok("getPlan", { params: { w, p: project.id } })).project.finish;
  const stored = async () => (await ines.ok("getProject", { params: { w, p: project.id } })).finish;
  expect([await finish(), await stored()].map((text) => text?.slice(0, 10))).toEqual(["2026-03-03", "2026-03-03"]);
  await ines.ok("changeCalendar", {
    params: { w, c: calendar.id },
    body: { exceptions: [{ from: "2026-03-03", to: "2026-03-04", name: "Closed", shifts: [] }] },
    version: 1,
  });
  expect([await finish(), await stored()].map((text) => text?.slice(0, 10))).toEqual(["2026-03-05", "2026-03-05"]);
});

test("members read calendars and change none, and another workspace's is not there", async () => {
  const { w, ines, mei, stranger } = world;
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  const theirs = (await stranger.ok("listCalendars", { params: { w: elsewhere } })).items[0]!;
  expect((await mei.ok("listCalendars", { params: { w } })).items.length).toBeGreaterThan(0);
  expect(await mei.call("createCalendar", { params: { w }, body: { name: "Mine", week: fourDays, exceptions: [] } })).toMatchObject({
    status: 403,
  });
  expect(await ines.call("changeCalendar", { params: { w, c: theirs.id }, body: { name: "Ours" }, version: 1 })).toMatchObject({
    status: 404,
    body: { code: "calendar_not_found" },
  });
  expect(
    await ines.call("changeWorkspace", {
      params: { w },
      body: { calendarId: theirs.id },
      version: (await ines.ok("getWorkspace", { params: { w } })).version,
    }),
  ).toMatchObject({ status: 404, body: { code: "calendar_not_found" } });
});

test("public holidays of a country and its regions are there to be taken up, each year with its own days", async () => {
  const { w, ines } = world;
  const holidays = async (query: Record<string, string | number>) => ines.ok("listHolidays", { params: { w }, query });
  const every = await holidays({});
  expect(every.countries.length).toBeGreaterThan(100);
  expect(every).toMatchObject({ countries: expect.arrayContaining([{ code: "DE", name: "Germany" }]), regions: [], days: [] });
  const bavaria = await holidays({ country: "DE", region: "BY", from: 2026, years: 2, language: "de" });
  expect(bavaria.regions.map(({ code }) => code)).toContain("BY");
  const names = new Map(bavaria.days.map((one) => [one.from, one.name]));
  expect([names.get("2026-01-06"), names.get("2026-04-03"), names.get("2027-03-26")]).toEqual([
    "Heilige Drei Könige",
    "Karfreitag",
    "Karfreitag",
  ]);
  const germany = await holidays({ country: "DE", from: 2026 });
  expect(
    germany.days.some((one) => one.from === "2026-01-06"),
    "of one part of the country alone",
  ).toBe(false);
  expect(germany.days.every((one) => one.to >= one.from && one.from.startsWith("2026"))).toBe(true);
  expect(await holidays({ country: "ZZ" })).toMatchObject({ days: [] });
});

test("a day that comes again every year is off every year, on the screen as in the plan", async () => {
  const { w, ines } = world;
  const christmas = {
    from: "2026-12-25",
    to: "2036-12-25",
    name: "Christmas",
    shifts: [],
    repeats: { every: "year" as const, month: 12, on: { day: 25 } },
  };
  const made = await ines.ok("createCalendar", { params: { w }, body: { name: "Yearly", week: fourDays, exceptions: [christmas] } });
  expect(made.exceptions).toEqual([christmas]);
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Winter", start: "2028-12-25T08:00" } });
  await ines.ok("changeProject", { params: { w, p: project.id }, version: project.version, body: { calendarId: made.id } });
  await ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title: "Pack", workingMinutes: 60 } });
  const plan = await ines.ok("getPlan", { params: { w, p: project.id } });
  // Monday the 25th is Christmas.
  expect(plan.entries[0]?.start).toBe("2028-12-26T08:00");
  expect(plan.calendar.exceptions).toEqual([christmas]);
});
