import type { Permission } from "@rondo/core/access";

/** The pages of the settings, in the order and groups in which they stand; `needs`: who may see to it. */
export const pages = [
  { id: "profile", group: "groupYou", needs: null },
  { id: "security", group: "groupYou", needs: null },
  { id: "notices", group: "groupYou", needs: "day.read" },
  { id: "keys", group: "groupYou", needs: "key.own" },
  { id: "trash", group: "groupYou", needs: "day.read" },
  { id: "workspace", group: "groupWorkspace", needs: "workspace.read" },
  { id: "members", group: "groupWorkspace", needs: "member.read" },
  { id: "teams", group: "groupWorkspace", needs: "team.read" },
  { id: "roles", group: "groupWorkspace", needs: null },
  { id: "calendars", group: "groupWorkspace", needs: "calendar.read" },
  { id: "judgement", group: "groupWorkspace", needs: "workspace.read" },
  { id: "audit", group: "groupWorkspace", needs: "audit.read" },
  { id: "sign-in", group: "groupInstallation", needs: "installation.change" },
  { id: "mail", group: "groupInstallation", needs: "installation.change" },
  { id: "backups", group: "groupInstallation", needs: "backup.make" },
] as const satisfies readonly { id: string; group: string; needs: Permission | null }[];

export type PageId = (typeof pages)[number]["id"];
