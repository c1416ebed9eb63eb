/** What a person is in a workspace, strongest first. */
export const workspaceRoles = ["owner", "admin", "member", "guest"] as const;
export type WorkspaceRole = (typeof workspaceRoles)[number];

/** What a person is in one process or project, strongest first. */
export const spaceRoles = ["manager", "editor", "contributor", "viewer"] as const;
export type SpaceRole = (typeof spaceRoles)[number];

export function atLeast(role: WorkspaceRole, needed: WorkspaceRole): boolean {
  return workspaceRoles.indexOf(role) <= workspaceRoles.indexOf(needed);
}

export function spaceAtLeast(role: SpaceRole | null, needed: SpaceRole): boolean {
  return role !== null && spaceRoles.indexOf(role) <= spaceRoles.indexOf(needed);
}
