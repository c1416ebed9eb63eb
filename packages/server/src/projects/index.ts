export { lookoutDue, type ProjectHooks, openProjectForRun } from "./commands.ts";
export { projectRoutes } from "./routes.ts";
export { type Project, presentProject } from "./present.ts";
export { type ProjectRow, findProject, listProjects } from "./store.ts";
