export { type WorkingTime, timeOf, workingTime } from "./queries.ts";
export { calendarRoutes } from "./routes.ts";
export { hasCalendar, insertCalendar, projectsOn } from "./store.ts";
