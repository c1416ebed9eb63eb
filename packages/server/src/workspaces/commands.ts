import type { Database, Tx } from "../database/index.ts";
import { isDuplicate } from "../database/index.ts";
import { newId } from "../identity/index.ts";
import { appendEvents } from "../journal/index.ts";
import { insertCalendar, insertMembership, insertWorkspace, slugTaken } from "./store.ts";

export type NewWorkspace = { name: string; zone: string; ownerId: string; demo?: boolean };

/** A workspace with its owner and a standard calendar: Monday to Friday, nine to five with an hour at noon. */
export async function makeWorkspace(database: Database, input: NewWorkspace): Promise<{ id: string; slug: string }> {
  const id = newId();
  for (let attempt = 1; ; attempt += 1) {
    const slug = await freeSlug(database.directory, input.name, attempt);
    try {
      await database.inWorkspace(id, async (tx) => {
        const calendarId = newId();
        await insertWorkspace(tx, { id, name: input.name, slug, zone: input.zone, calendarId, demo: input.demo ?? false });
        await insertCalendar(tx, { id: calendarId, name: "Standard", week: standardWeek, exceptions: [] });
        await insertMembership(tx, input.ownerId, "owner");
        await appendEvents(tx, id, database.epoch, [
          { name: "workspace.created", actorId: input.ownerId, subjectKind: "workspace", subjectId: id, version: 1, homeKind: "workspace", homeId: id, data: { name: input.name } },
        ]);
      });
      return { id, slug };
    } catch (error) {
      if (attempt === 20 || !isDuplicate(error, "workspace_slug")) throw error;
    }
  }
}

const shifts = [{ from: 540, to: 720 }, { from: 780, to: 1020 }];
export const standardWeek = [shifts, shifts, shifts, shifts, shifts, [], []];

async function freeSlug(directory: Tx, name: string, attempt: number): Promise<string> {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 32).replace(/-+$/, "") || "workspace";
  for (let number = attempt; ; number += 1) {
    const slug = number === 1 ? plain : `${plain}-${number}`;
    if (!(await slugTaken(directory, slug))) return slug;
  }
}
