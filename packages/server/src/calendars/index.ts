export { mustHaveWork } from "./commands.ts";
export { type WorkingTime, hoursOn, timeOf, workingTime } from "./queries.ts";
export { calendarRoutes } from "./routes.ts";
export { type CalendarRow, calendarsAmong, hasCalendar, insertCalendar, projectsOn } from "./store.ts";
