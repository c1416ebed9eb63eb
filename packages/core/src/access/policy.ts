import { type SpaceRole, type WorkspaceRole, atLeast, spaceAtLeast } from "./role.ts";

/**
 * Who may do what, in one table: the weakest role that may. `workspace` permissions look at the role in the workspace;
 * `space` permissions at the role in the process or project that the object belongs to (for a run: of its process).
 * `holder` adds whoever the task is given to (or whose team it is given to); `own` adds whoever made it or whose it is.
 * The docs and the authorization matrix are generated from this table.
 */
export const policy = {
  "workspace.read": { kind: "workspace", role: "guest" },
  "workspace.change": { kind: "workspace", role: "admin" },
  "workspace.export": { kind: "workspace", role: "admin" },
  "audit.read": { kind: "workspace", role: "admin" },
  "backup.make": { kind: "workspace", role: "owner" },
  "installation.change": { kind: "workspace", role: "owner" },
  "sample.remove": { kind: "workspace", role: "owner" },
  "member.read": { kind: "workspace", role: "guest" },
  "member.change": { kind: "workspace", role: "admin" },
  "member.erase": { kind: "workspace", role: "owner" },
  "team.read": { kind: "workspace", role: "member" },
  "team.change": { kind: "workspace", role: "admin" },
  "calendar.read": { kind: "workspace", role: "guest" },
  "calendar.change": { kind: "workspace", role: "admin" },
  "capacity.read": { kind: "workspace", role: "member" },
  "capacity.change": { kind: "workspace", role: "admin" },
  "key.own": { kind: "workspace", role: "guest" },
  "day.read": { kind: "workspace", role: "guest" },
  search: { kind: "workspace", role: "guest" },
  "live.read": { kind: "workspace", role: "guest" },
  "import.make": { kind: "workspace", role: "member" },
  "audit.make": { kind: "workspace", role: "member" },
  "process.create": { kind: "workspace", role: "member" },
  "message.send": { kind: "workspace", role: "member" },
  "project.create": { kind: "workspace", role: "member" },
  "task.create": { kind: "workspace", role: "guest" },

  "process.read": { kind: "space", role: "viewer" },
  "process.change": { kind: "space", role: "editor" },
  "process.publish": { kind: "space", role: "manager" },
  "process.manage": { kind: "space", role: "manager" },
  "run.start": { kind: "space", role: "contributor" },
  "run.read": { kind: "space", role: "viewer", holder: true, own: true },
  "run.control": { kind: "space", role: "editor" },

  "project.read": { kind: "space", role: "viewer" },
  "project.change": { kind: "space", role: "editor" },
  "project.manage": { kind: "space", role: "manager" },
  "plan.change": { kind: "space", role: "editor" },

  "task.read": { kind: "space", role: "viewer", holder: true, own: true },
  "task.change": { kind: "space", role: "editor", holder: true, own: true },
  "task.complete": { kind: "space", role: "contributor", holder: true, own: true },
  "approval.decide": { kind: "space", role: "manager", holder: true },
  "task.delete": { kind: "space", role: "editor", own: true },
  "task.comment": { kind: "space", role: "viewer", holder: true, own: true },

  "outside.show": { kind: "space", role: "manager", own: true },

  "document.create": { kind: "workspace", role: "member" },
  "document.read": { kind: "space", role: "viewer" },
  "document.comment": { kind: "space", role: "viewer" },
  "document.change": { kind: "space", role: "contributor" },
  "document.delete": { kind: "space", role: "editor" },
  "document.manage": { kind: "space", role: "manager" },

  "handover.read": { kind: "space", role: "viewer", holder: true },
  "handover.offer": { kind: "space", role: "editor" },
  "handover.decide": { kind: "space", role: "editor", holder: true },
} as const satisfies Record<string, Rule>;

export type Rule =
  | { readonly kind: "workspace"; readonly role: WorkspaceRole }
  | { readonly kind: "space"; readonly role: SpaceRole; readonly holder?: true; readonly own?: true };

export type Permission = keyof typeof policy;

/** What is known of a person in respect of one object; `space` is null where they may not even see it. */
export type Standing = {
  readonly workspace: WorkspaceRole;
  readonly space?: SpaceRole | null;
  readonly holder?: boolean;
  readonly own?: boolean;
};

export function may(permission: Permission, standing: Standing): boolean {
  const rule: Rule = policy[permission];
  if (rule.kind === "workspace") return atLeast(standing.workspace, rule.role);
  if (rule.holder && standing.holder) return true;
  if (rule.own && standing.own) return true;
  return spaceAtLeast(standing.space ?? null, rule.role);
}
