export { type ProjectHooks, makeProject, openProjectForRun } from "./commands.ts";
export { projectRoutes } from "./routes.ts";
