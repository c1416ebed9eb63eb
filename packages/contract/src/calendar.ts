import { z } from "zod";
import { operation } from "./operation.ts";
import { day, id, inWorkspace, name, version } from "./primitives.ts";

/** Minutes since midnight, from and to, in order and not touching. */
const shifts = z.array(z.strictObject({ from: z.int().min(0).max(1440), to: z.int().min(0).max(1440) })).max(12);

/** Working hours of seven days, from Monday. */
export const hoursOfWeek = z.array(shifts).length(7);

const times = z.int().min(1).max(10_000).optional().describe("So often at most");
const everySo = z.int().min(1).max(1_000);
const dayInMonth = z.union([
  z.strictObject({ day: z.int().min(1).max(31).describe("In shorter months the last one") }),
  z.strictObject({
    position: z.int().min(1).max(5).describe("The first to the fourth; 5 is the last"),
    of: z
      .union([z.int().min(0).max(6), z.enum(["day", "workday", "weekend"])])
      .describe("A day of the week from Monday (0), or a kind of day"),
  }),
]);

/** Days that differ; no shifts: off. */
export const CalendarException = z.strictObject({
  from: day,
  to: day,
  name: z.string().max(120),
  shifts,
  repeats: z
    .discriminatedUnion("every", [
      z.strictObject({ every: z.literal("day"), interval: everySo, occurrences: times }),
      z.strictObject({
        every: z.literal("week"),
        interval: everySo,
        weekdays: z.array(z.int().min(0).max(6)).min(1).max(7),
        occurrences: times,
      }),
      z.strictObject({ every: z.literal("month"), interval: everySo, on: dayInMonth, occurrences: times }),
      z.strictObject({ every: z.literal("year"), month: z.int().min(1).max(12), on: dayInMonth, occurrences: times }),
    ])
    .optional()
    .describe("Of the days from … to those alone that come again so; without it all of them"),
});

const shape = {
  name,
  week: hoursOfWeek.describe("Working hours of Monday to Sunday"),
  exceptions: z.array(CalendarException).max(2_000).describe("Days that differ; no shifts = off"),
};

export const Calendar = z.object({ id, ...shape, version });

export const calendarOperations = {
  listCalendars: operation({
    id: "listCalendars",
    method: "GET",
    path: "/api/workspaces/:w/calendars",
    summary: "Working calendars",
    door: "workspace",
    needs: "calendar.read",
    params: inWorkspace,
    answer: z.object({ items: z.array(Calendar) }),
    status: 200,
    refusals: [],
  }),
  listHolidays: operation({
    id: "listHolidays",
    method: "GET",
    path: "/api/workspaces/:w/holidays",
    summary:
      "Public holidays of a country or one of its regions, for calendars to take up; without a country, the countries that are known",
    door: "workspace",
    needs: "calendar.read",
    params: inWorkspace,
    query: z.strictObject({
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      region: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,12}$/)
        .optional(),
      from: z.coerce.number().int().min(1970).max(2070).optional().describe("The first year; this one, if none is said"),
      years: z.coerce.number().int().min(1).max(10).default(1),
      language: z
        .string()
        .regex(/^[a-z]{2}$/)
        .default("en")
        .describe("In which names are said, where there are such; else in a language of the country"),
    }),
    answer: z.object({
      countries: z.array(z.object({ code: z.string(), name: z.string() })),
      regions: z.array(z.object({ code: z.string(), name: z.string() })).describe("Of the country"),
      days: z.array(z.object({ from: day, to: day, name: z.string() })),
    }),
    status: 200,
    refusals: [],
  }),
  createCalendar: operation({
    id: "createCalendar",
    method: "POST",
    path: "/api/workspaces/:w/calendars",
    summary: "Make a working calendar",
    door: "workspace",
    needs: "calendar.change",
    params: inWorkspace,
    body: z.strictObject(shape),
    answer: Calendar,
    status: 201,
    refusals: ["calendar_has_no_work"],
  }),
  changeCalendar: operation({
    id: "changeCalendar",
    method: "PATCH",
    path: "/api/workspaces/:w/calendars/:c",
    summary: "Change a working calendar; plans on it are computed again",
    door: "workspace",
    needs: "calendar.change",
    params: z.object({ w: id, c: id }),
    body: z.strictObject({ name: shape.name.optional(), week: shape.week.optional(), exceptions: shape.exceptions.optional() }),
    answer: Calendar,
    status: 200,
    versioned: true,
    refusals: ["calendar_not_found", "calendar_has_no_work"],
  }),
  deleteCalendar: operation({
    id: "deleteCalendar",
    method: "DELETE",
    path: "/api/workspaces/:w/calendars/:c",
    summary: "Delete a calendar that nothing uses",
    door: "workspace",
    needs: "calendar.change",
    params: z.object({ w: id, c: id }),
    status: 204,
    refusals: ["calendar_not_found", "calendar_in_use"],
  }),
};
