import { firstLook, lookAhead } from "@rondo/core/notices";
import type { Tx } from "../../database/index.ts";
import { type DueContext, clearDue, setDue } from "../../sweep/index.ts";
import { choiceOf } from "./plan.ts";
import { dueBetween, readersOf } from "./store.ts";

/** The kind of due moment at which somebody's work is looked through; its subject is the person. */
export const soonDue = "soon";

/** Begins to look, or stops, as the person chose; a choice that is as it was changes nothing. */
export async function watchSoon(tx: Tx, personId: string, was: number | null, hours: number | null, now: Date): Promise<void> {
  if (was === hours) return;
  if (hours === null) await clearDue(tx, soonDue, personId);
  else await setDue(tx, soonDue, personId, new Date(firstLook(now.getTime())).toISOString());
}

/** Tells somebody of work that is due in so many hours as they asked for. */
export async function tellSoon(tx: Tx, context: DueContext, personId: string, dueAt: string): Promise<void> {
  const [reader] = await readersOf(tx, [personId]);
  const hours = reader === undefined ? null : (choiceOf(reader).soon ?? null);
  if (hours === null) return;
  const look = lookAhead(Date.parse(dueAt), context.now.getTime(), hours);
  const tasks = await dueBetween(tx, personId, new Date(look.after).toISOString(), new Date(look.until).toISOString());
  await context.append(
    ...tasks.map((task) => ({
      name: "reminder.due",
      actorId: null,
      subjectKind: "reminder",
      subjectId: context.newId(),
      version: 1,
      homeKind: "person" as const,
      homeId: personId,
      data: { taskId: task.task_id, personId, dueAt: task.due_at },
    })),
  );
  await setDue(tx, soonDue, personId, new Date(look.next).toISOString());
}
