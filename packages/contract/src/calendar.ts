import { z } from "zod";
import { operation } from "./operation.ts";
import { day, id, inWorkspace, name, version } from "./primitives.ts";

/** Minutes since midnight, from and to, in order and not touching. */
const shifts = z.array(z.strictObject({ from: z.int().min(0).max(1440), to: z.int().min(0).max(1440) })).max(12);

/** Working hours of seven days, from Monday. */
export const hoursOfWeek = z.array(shifts).length(7);

const shape = {
  name,
  week: hoursOfWeek.describe("Working hours of Monday to Sunday"),
  exceptions: z
    .array(z.strictObject({ from: day, to: day, name: z.string().max(120), shifts }))
    .max(2_000)
    .describe("Days that differ; no shifts = off"),
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
