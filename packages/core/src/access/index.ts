export { type SpaceRole, type WorkspaceRole, atLeast, spaceAtLeast, spaceRoles, workspaceRoles } from "./role.ts";
export { type Permission, type Rule, type Standing, may, policy } from "./policy.ts";
