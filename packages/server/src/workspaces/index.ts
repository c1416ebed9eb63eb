export {
  type CalendarChanged,
  type NewWorkspace,
  makeWorkspace,
  mustLookAfterInstallation,
  recordForAdmins,
  standardWeek,
} from "./commands.ts";
export { workspaceRoutes } from "./routes.ts";
export {
  type MembershipRow,
  anyWorkspace,
  findWorkspace,
  firstWorkspace,
  insertMembership,
  workspaceNamed,
  workspacesOf,
} from "./store.ts";
