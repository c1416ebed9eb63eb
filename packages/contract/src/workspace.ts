import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, email, id, instant, inWorkspace, name, page, personRef, slug, version, zone } from "./primitives.ts";

const role = z.enum(["owner", "admin", "member", "guest"]);

export const Workspace = z.object({ id, name: z.string(), slug: z.string(), zone: z.string(), calendarId: id.nullable(), version, createdAt: instant });

export const Member = z.object({
  id: id.describe("The person"),
  name: z.string(),
  email: z.string(),
  role,
  teams: z.array(z.object({ id, name: z.string() })),
  manager: personRef.nullable(),
  skills: z.array(z.string()).describe("What they can do, in their own words"),
  joinedAt: instant,
  version,
});

export const Invitation = z.object({ id, email: z.string().nullable(), role, teamIds: z.array(id), invitedBy: z.string(), createdAt: instant, expiresAt: instant });

export const Team = z.object({ id, name: z.string(), members: z.array(z.object({ id, name: z.string() })), version });

export const Key = z.object({ id, name: z.string(), scopes: z.array(z.enum(["read", "write", "admin"])), start: z.string(), createdAt: instant, expiresAt: instant.nullable(), lastUsedAt: instant.nullable() });

export const JournalEntry = z.object({
  cursor: z.string(),
  name: z.string(),
  at: instant,
  actor: z.object({ id, name: z.string() }).nullable(),
  subjectKind: z.string(),
  subjectId: id,
  version: z.int(),
  data: z.record(z.string(), z.unknown()),
});

const password = z.string().min(8).max(256);

export const workspaceOperations = {
  createWorkspace: operation({ id: "createWorkspace", method: "POST", path: "/api/workspaces", summary: "Make another workspace and own it", door: "person", needs: null, body: z.strictObject({ name, zone }), answer: Workspace, status: 201, refusals: [] }),
  getWorkspace: operation({ id: "getWorkspace", method: "GET", path: "/api/workspaces/:w", summary: "A workspace", door: "workspace", needs: "workspace.read", params: inWorkspace, answer: Workspace, status: 200, refusals: [] }),
  changeWorkspace: operation({ id: "changeWorkspace", method: "PATCH", path: "/api/workspaces/:w", summary: "Change its name, address, zone or standard calendar", door: "workspace", needs: "workspace.change", params: inWorkspace, body: z.strictObject({ name: name.optional(), slug: slug.optional(), zone: zone.optional(), calendarId: id.optional() }), answer: Workspace, status: 200, versioned: true, refusals: ["slug_taken", "calendar_not_found"] }),

  listMembers: operation({ id: "listMembers", method: "GET", path: "/api/workspaces/:w/members", summary: "Members and guests", door: "workspace", needs: "member.read", params: inWorkspace, query: cursorQuery, answer: page(Member), status: 200, refusals: [] }),
  changeMember: operation({ id: "changeMember", method: "PATCH", path: "/api/workspaces/:w/members/:m", summary: "Change a member's role or teams", door: "workspace", needs: "member.change", params: z.object({ w: id, m: id }), body: z.strictObject({ role: role.optional(), teamIds: z.array(id).max(100).optional(), managerId: id.nullable().optional() }), answer: Member, status: 200, versioned: true, refusals: ["not_assignable", "member_not_found", "last_owner", "role_above_own", "team_not_found"] }),
  putMySkills: operation({ id: "putMySkills", method: "PUT", path: "/api/workspaces/:w/skills", summary: "Say what one can do oneself, in place of what was said", door: "workspace", needs: "day.read", params: inWorkspace, body: z.strictObject({ skills: z.array(name).max(50) }), answer: Member, status: 200, refusals: [] }),
  removeMember: operation({ id: "removeMember", method: "DELETE", path: "/api/workspaces/:w/members/:m", summary: "Take somebody's membership away; their open tasks are left without an owner", door: "workspace", needs: "member.change", params: z.object({ w: id, m: id }), status: 204, refusals: ["member_not_found", "last_owner", "role_above_own"] }),
  erasePerson: operation({ id: "erasePerson", method: "PUT", path: "/api/workspaces/:w/members/:m/erasure", summary: "Erase a person: name, address and credentials go, what they did stays under 'Former member'", door: "workspace", needs: "member.erase", params: z.object({ w: id, m: id }), body: z.strictObject({ confirm: z.literal("erase") }), status: 204, refusals: ["member_not_found", "last_owner"] }),

  listInvitations: operation({ id: "listInvitations", method: "GET", path: "/api/workspaces/:w/invitations", summary: "Open invitations", door: "workspace", needs: "member.change", params: inWorkspace, answer: z.object({ items: z.array(Invitation) }), status: 200, refusals: [] }),
  invite: operation({ id: "invite", method: "POST", path: "/api/workspaces/:w/invitations", summary: "Invite somebody: the link is answered once, and mailed if mail is set up", door: "workspace", needs: "member.change", params: inWorkspace, body: z.strictObject({ email: email.nullable().default(null), role: role.default("member"), teamIds: z.array(id).max(100).default([]) }), answer: z.object({ invitation: Invitation, url: z.string(), mailed: z.boolean() }), secret: true, status: 201, refusals: ["role_above_own", "team_not_found"] }),
  withdrawInvitation: operation({ id: "withdrawInvitation", method: "DELETE", path: "/api/workspaces/:w/invitations/:i", summary: "Withdraw an invitation", door: "workspace", needs: "member.change", params: z.object({ w: id, i: id }), status: 204, refusals: ["invitation_gone"] }),
  getInvitation: operation({ id: "getInvitation", method: "GET", path: "/api/invitations/:token", summary: "What an invitation is for", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200) }), answer: z.object({ workspace: z.string(), email: z.string().nullable(), role, invitedBy: z.string(), hasAccount: z.boolean() }), status: 200, refusals: ["invitation_gone"] }),
  acceptInvitation: operation({ id: "acceptInvitation", method: "POST", path: "/api/invitations/:token/acceptance", summary: "Accept as whoever is signed in, or as a new person", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200) }), body: z.strictObject({ person: z.strictObject({ name, email, password }).nullable().default(null) }), answer: z.object({ workspaceId: id, slug: z.string() }), status: 201, refusals: ["invitation_gone", "invitation_for_other", "sign_in_required", "email_taken", "password_weak"] }),

  listTeams: operation({ id: "listTeams", method: "GET", path: "/api/workspaces/:w/teams", summary: "Teams", door: "workspace", needs: "team.read", params: inWorkspace, answer: z.object({ items: z.array(Team) }), status: 200, refusals: [] }),
  createTeam: operation({ id: "createTeam", method: "POST", path: "/api/workspaces/:w/teams", summary: "Make a team", door: "workspace", needs: "team.change", params: inWorkspace, body: z.strictObject({ name, memberIds: z.array(id).max(500).default([]) }), answer: Team, status: 201, refusals: ["member_not_found"] }),
  changeTeam: operation({ id: "changeTeam", method: "PATCH", path: "/api/workspaces/:w/teams/:team", summary: "Change a team", door: "workspace", needs: "team.change", params: z.object({ w: id, team: id }), body: z.strictObject({ name: name.optional(), memberIds: z.array(id).max(500).optional() }), answer: Team, status: 200, versioned: true, refusals: ["team_not_found", "member_not_found"] }),
  deleteTeam: operation({ id: "deleteTeam", method: "DELETE", path: "/api/workspaces/:w/teams/:team", summary: "Delete a team; its open tasks are left without a team", door: "workspace", needs: "team.change", params: z.object({ w: id, team: id }), status: 204, refusals: ["team_not_found"] }),

  listKeys: operation({ id: "listKeys", method: "GET", path: "/api/workspaces/:w/keys", summary: "One's own API keys", door: "workspace", needs: "key.own", params: inWorkspace, answer: z.object({ items: z.array(Key) }), status: 200, refusals: [] }),
  createKey: operation({ id: "createKey", method: "POST", path: "/api/workspaces/:w/keys", summary: "Make an API key with one's own rights cut down to its scopes; the secret is answered once", door: "workspace", needs: "key.own", params: inWorkspace, body: z.strictObject({ name, scopes: z.array(z.enum(["read", "write", "admin"])).min(1).max(3), expiresInDays: z.int().min(1).max(3650).nullable().default(null) }), answer: z.object({ key: Key, secret: z.string() }), secret: true, status: 201, refusals: [] }),
  deleteKey: operation({ id: "deleteKey", method: "DELETE", path: "/api/workspaces/:w/keys/:k", summary: "Delete an API key; it stops working at once", door: "workspace", needs: "key.own", params: z.object({ w: id, k: id }), status: 204, refusals: ["key_not_found"] }),

  listJournal: operation({ id: "listJournal", method: "GET", path: "/api/workspaces/:w/journal", summary: "The audit trail: every event, newest first", door: "workspace", needs: "audit.read", params: inWorkspace, query: cursorQuery.extend({ subject: id.optional(), actor: id.optional(), name: z.string().max(60).optional() }), answer: page(JournalEntry), status: 200, refusals: ["bad_cursor"] }),
  testMail: operation({ id: "testMail", method: "POST", path: "/api/workspaces/:w/mail-tests", summary: "Send a test mail to oneself", door: "workspace", needs: "installation.change", params: inWorkspace, body: z.strictObject({}), answer: z.object({ sentTo: z.string() }), status: 201, refusals: ["mail_not_configured", "mail_failed"] }),
  listBackups: operation({ id: "listBackups", method: "GET", path: "/api/workspaces/:w/backups", summary: "Backups of this installation", door: "workspace", needs: "backup.make", params: inWorkspace, answer: z.object({ directory: z.string(), items: z.array(z.object({ name: z.string(), bytes: z.number(), at: instant, kind: z.string() })) }), status: 200, refusals: [] }),
  makeBackup: operation({ id: "makeBackup", method: "POST", path: "/api/workspaces/:w/backups", summary: "Make a backup now", door: "workspace", needs: "backup.make", params: inWorkspace, body: z.strictObject({}), answer: z.object({ name: z.string(), bytes: z.number(), at: instant, kind: z.string() }), status: 201, refusals: ["backup_unsupported", "storage_full"] }),
  exportWorkspace: operation({ id: "exportWorkspace", method: "GET", path: "/api/workspaces/:w/export", summary: "Everything in the workspace, as one JSON document with counts", door: "workspace", needs: "workspace.export", params: inWorkspace, media: "application/json", status: 200, refusals: [] }),
  search: operation({ id: "search", method: "GET", path: "/api/workspaces/:w/search", summary: "Find tasks, processes, projects, runs, documents (by what they say, too) and people that one may see", door: "workspace", needs: "search", params: inWorkspace, query: z.strictObject({ q: z.string().max(200).default("").describe("Words, and operators such as kind:run, owner:me, due:today, in:move, -state:done"), recent: z.stringbool().default(false).describe("Instead: what one had to do with lately"), limit: z.coerce.number().int().min(1).max(50).default(20) }), answer: z.object({ items: z.array(z.object({ kind: z.enum(["task", "process", "project", "run", "document", "person"]), id, title: z.string(), home: z.string().nullable(), closed: z.boolean() })) }), status: 200, refusals: [] }),
  streamEvents: operation({ id: "streamEvents", method: "GET", path: "/api/workspaces/:w/events", summary: "Live events that one may see now, as server-sent events; resumes by Last-Event-ID", door: "workspace", needs: "live.read", params: inWorkspace, query: z.strictObject({ after: z.string().max(200).optional() }), media: "text/event-stream", status: 200, refusals: ["bad_cursor", "too_many_requests"] }),
};
