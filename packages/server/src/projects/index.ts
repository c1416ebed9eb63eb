export {
  changeProject,
  completeProject,
  makeProject,
  lookoutDue,
  type ProjectHooks,
  openProjectForRun,
  reopenProject,
} from "./commands.ts";
export { projectRoutes } from "./routes.ts";
export { type Project, presentProject } from "./present.ts";
export { type ProjectRow, deleteCompletion, everyoneFrom, findProject, insertCompletion, listProjects, updateProject } from "./store.ts";
