export { type NewWorkspace, makeWorkspace, standardWeek } from "./commands.ts";
export { type MembershipRow, findWorkspace, insertMembership, workspaceNamed, workspacesOf } from "./store.ts";
