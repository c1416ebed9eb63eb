import { operations } from "@rondo/contract";
import { type Route, type Work, inWorkspace } from "../http/index.ts";
import { changeCalendar, createCalendar, removeCalendar } from "./commands.ts";
import { presentCalendar } from "./present.ts";
import { listHolidays } from "./queries.ts";
import { listCalendars } from "./store.ts";

export function calendarRoutes(calendarChanged: (work: Work, calendarId: string) => Promise<void>): Route[] {
  return [
    inWorkspace(operations.listCalendars, async ({ tx }) => ({ items: (await listCalendars(tx)).map(presentCalendar) })),
    inWorkspace(operations.listHolidays, listHolidays),
    inWorkspace(operations.createCalendar, createCalendar),
    inWorkspace(operations.changeCalendar, (call) => changeCalendar(call, calendarChanged)),
    inWorkspace(operations.deleteCalendar, removeCalendar),
  ];
}
