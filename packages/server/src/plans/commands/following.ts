import type { OwnHours } from "@rondo/core/plan";
import type { Work } from "../../http/index.ts";
import { recompute } from "../schedule.ts";
import { countEvents, lockPlan, plansFollowing } from "../store.ts";

/**
 * Somebody's hours or leave are others: the plans that follow them are computed again, in the same transaction. What only waited
 * for them to be there comes back when they are.
 */
export async function hoursChanged(work: Work, personId: string, before: OwnHours | undefined): Promise<void> {
  const hoursWere = (are: readonly OwnHours[]) => [
    ...are.filter((one) => one.person !== personId),
    ...(before === undefined ? [] : [before]),
  ];
  await peopleChanged(work, await plansFollowing(work.tx, personId), hoursWere);
}

/** Of these plans those that follow people, one after the other in a fixed order: two such changes at once wait for each other. */
export async function peopleChanged(
  work: Work,
  projectIds: readonly string[],
  hoursWere?: (are: readonly OwnHours[]) => readonly OwnHours[],
): Promise<void> {
  for (const projectId of [...new Set(projectIds)].toSorted()) {
    const head = await lockPlan(work.tx, projectId);
    if (head === undefined || head.ended || !head.own_hours) continue;
    await recompute(work.tx, head, { hoursWere });
    await work.append({
      name: "schedule.recomputed",
      subjectKind: "project",
      subjectId: projectId,
      version: await countEvents(work.tx, projectId),
      homeKind: "project",
      homeId: projectId,
      data: { name: head.name },
    });
  }
}
