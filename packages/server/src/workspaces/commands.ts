import { createHmac } from "node:crypto";
import type { operations } from "@rondo/contract";
import { hasCalendar, insertCalendar } from "../calendars/index.ts";
import { type Database, type Tx, isDuplicate } from "../database/index.ts";
import {
  type Actor,
  type PersonCall,
  type Work,
  type WorkspaceCall,
  answerOnce,
  idempotencyOf,
  mustMatch,
  refuse,
  workOf,
} from "../http/index.ts";
import { newId } from "../identity/index.ts";
import { appendEvents } from "../journal/index.ts";
import { type Workspace, presentWorkspace } from "./present.ts";
import {
  type WorkspaceRow,
  findWorkspace,
  firstWorkspace,
  insertMembership,
  insertWorkspace,
  lockWorkspace,
  slugTaken,
  updateWorkspace,
} from "./store.ts";

export type NewWorkspace = { id?: string; name: string; zone: string; ownerId: string; demo?: boolean };

/** A workspace with its owner and a standard calendar: Monday to Friday, nine to five with an hour at noon. `made`: in its transaction. */
export async function makeWorkspace(
  database: Database,
  input: NewWorkspace,
  made: (tx: Tx) => Promise<void> = async () => undefined,
): Promise<{ id: string; slug: string }> {
  const id = input.id ?? newId();
  for (let attempt = 1; ; attempt += 1) {
    const slug = await freeSlug(database.directory, input.name, attempt);
    try {
      await database.inWorkspace(id, async (tx) => {
        const calendarId = newId();
        await insertWorkspace(tx, { id, name: input.name, slug, zone: input.zone, calendarId, demo: input.demo ?? false });
        await insertCalendar(tx, { id: calendarId, name: "Standard", week: standardWeek, exceptions: [] });
        await insertMembership(tx, input.ownerId, "owner");
        await appendEvents(tx, database.epoch, [
          {
            name: "workspace.created",
            actorId: input.ownerId,
            subjectKind: "workspace",
            subjectId: id,
            version: 1,
            homeKind: "workspace",
            homeId: id,
            data: { name: input.name },
          },
        ]);
        await made(tx);
      });
      return { id, slug };
    } catch (error) {
      if (attempt === 20 || !isDuplicate(error, "workspace_slug")) throw error;
    }
  }
}

/** Under an Idempotency-Key its id follows from the key, so that a repeat finds there what was answered. */
export async function createWorkspace(call: PersonCall<typeof operations.createWorkspace>): Promise<Workspace> {
  const { system, personId, body, request } = call;
  const key = idempotencyOf(request)?.key;
  const id = key === undefined ? newId() : idFrom(system.config.secret, personId, key);
  const actor: Actor = { personId, workspaceId: id, role: "owner", via: "session" };
  const said = await answerOnce({ ...call, actor, sessionHash: null, keyId: null }, JSON.stringify(body), async (keep) => {
    let answer: Workspace | undefined;
    await makeWorkspace(system.database, { ...body, id, ownerId: personId }, async (tx) => {
      answer = presentWorkspace((await findWorkspace(tx)) as WorkspaceRow);
      await keep(tx, answer);
    }).catch((error: unknown) => {
      if (isDuplicate(error, "workspace_pkey")) refuse("idempotency_mismatch");
      throw error;
    });
    return answer as Workspace;
  });
  return JSON.parse(said.body) as Workspace;
}

/** The same for the same person and key, and nobody's else. */
function idFrom(secret: string, personId: string, key: string): string {
  const hex = createHmac("sha256", secret)
    .update(JSON.stringify(["workspace", personId, key]))
    .digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Computes the plans and cadences on a calendar again, null: on every calendar; given by the composition root, because they build on this. */
export type CalendarChanged = (work: Work, calendarId: string | null) => Promise<void>;

export async function changeWorkspace(
  call: WorkspaceCall<typeof operations.changeWorkspace>,
  calendarChanged: CalendarChanged,
): Promise<Workspace> {
  const { tx, body } = call;
  await lockWorkspace(tx);
  const before = (await findWorkspace(tx)) as WorkspaceRow;
  mustMatch(call.expected, before.version, presentWorkspace(before));
  const { calendarId, ...plain } = body;
  if (calendarId !== undefined && !(await hasCalendar(tx, calendarId))) refuse("calendar_not_found");
  await updateWorkspace(tx, { ...given(plain), ...(calendarId !== undefined && { calendar_id: calendarId }) }).catch((error: unknown) => {
    if (isDuplicate(error, "workspace_slug")) refuse("slug_taken");
    throw error;
  });
  const after = (await findWorkspace(tx)) as WorkspaceRow;
  await call.append(
    workspaceEvent("workspace.changed", call.actor.workspaceId, after.version, { changed: Object.keys(body), name: after.name }),
  );
  // The zone is every plan's, also of those that have a calendar of their own.
  if (after.zone !== before.zone) await calendarChanged(workOf(call), null);
  else if (after.calendar_id !== before.calendar_id) await calendarChanged(workOf(call), after.calendar_id);
  return presentWorkspace(after);
}

/**
 * The installation (backups, mail, sign-in providers) is looked after in the workspace that was set up first. Anybody may
 * make a workspace and own it; that must not hand them the server.
 */
export async function mustLookAfterInstallation(
  call: Pick<WorkspaceCall<typeof operations.getWorkspace>, "system" | "actor">,
): Promise<void> {
  if ((await firstWorkspace(call.system.database.directory)) === call.actor.workspaceId) return;
  refuse("forbidden", { who: "an owner of the workspace that was set up first", role: "owner there" });
}

/** A fact about the installation, told to the admins of the workspace that looks after it. */
export async function recordForAdmins(
  call: Pick<WorkspaceCall<typeof operations.getWorkspace>, "tx" | "actor" | "append">,
  name: string,
  data: Record<string, unknown>,
): Promise<void> {
  const version = await updateWorkspace(call.tx, {});
  await call.append({ ...workspaceEvent(name, call.actor.workspaceId, version, data), homeKind: "admins" });
}

function workspaceEvent(name: string, workspaceId: string, version: number, data: Record<string, unknown>): Parameters<Work["append"]>[0] {
  return { name, subjectKind: "workspace", subjectId: workspaceId, version, homeKind: "workspace", homeId: workspaceId, data };
}

/** What was sent, without the keys that were not. */
function given(change: { name?: string | undefined; slug?: string | undefined; zone?: string | undefined }): {
  name?: string;
  slug?: string;
  zone?: string;
} {
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.slug !== undefined && { slug: change.slug }),
    ...(change.zone !== undefined && { zone: change.zone }),
  };
}

const shifts = [
  { from: 540, to: 720 },
  { from: 780, to: 1020 },
];
export const standardWeek = [shifts, shifts, shifts, shifts, shifts, [], []];

async function freeSlug(directory: Tx, name: string, attempt: number): Promise<string> {
  const plain =
    name
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 32)
      .replace(/-+$/, "") || "workspace";
  for (let number = attempt; ; number += 1) {
    const slug = number === 1 ? plain : `${plain}-${number}`;
    if (!(await slugTaken(directory, slug))) return slug;
  }
}
