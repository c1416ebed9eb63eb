export { lookoutDue, type ProjectHooks, openProjectForRun } from "./commands.ts";
export { projectRoutes } from "./routes.ts";
