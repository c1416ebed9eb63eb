export { mustBePassed, reportDue, reportInTime } from "./commands.ts";
export { controlRoutes } from "./routes.ts";
