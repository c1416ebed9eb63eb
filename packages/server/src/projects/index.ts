export { type ProjectHooks, openProjectForRun } from "./commands.ts";
export { projectRoutes } from "./routes.ts";
export { type NewProject, insertProject, putShare } from "./store.ts";
