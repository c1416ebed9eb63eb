import { spaceAtLeast, type SpaceRole } from "@rondo/core/access";
import type { Answer } from "../api/index.ts";

export type Project = Answer<"GET /projects/:p">;
export type Plan = Answer<"GET /projects/:p/plan">;

/** Whether one has at least this role here. */
export function mayAs(project: Pick<Project, "mine">, role: SpaceRole): boolean {
  return spaceAtLeast(project.mine, role);
}

export const spaceRoles = ["manager", "editor", "contributor", "viewer"] as const satisfies readonly SpaceRole[];
