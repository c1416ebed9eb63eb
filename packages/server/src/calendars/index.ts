export { makeCalendar, mustHaveWork } from "./commands.ts";
export { type WorkingTime, hoursOn, timeOf, workingTime } from "./queries.ts";
export { calendarRoutes } from "./routes.ts";
export { type CalendarRow, calendarFor, calendarsAmong, hasCalendar, insertCalendar, listCalendars, projectsOn } from "./store.ts";
