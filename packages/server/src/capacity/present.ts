import type { AnswerOf, operations } from "@rondo/contract";
import type { Week } from "@rondo/core/capacity";
import { ref } from "../tasks/index.ts";
import type { PersonRow } from "./store.ts";

type PersonCapacity = AnswerOf<typeof operations.getCapacity>["items"][number];

export function presentAbsence(row: Pick<PersonRow, "leave" | "stand_in_id" | "stand_in_name">): AnswerOf<typeof operations.getMyLeave> {
  return { leave: row.leave, standIn: ref(row.stand_in_id, row.stand_in_name) };
}

export function presentCapacity(row: PersonRow, weeks: readonly Week[]): PersonCapacity {
  return {
    person: { id: row.person_id, name: row.name },
    reservedPercent: row.reserved_percent,
    leave: row.leave,
    standIn: ref(row.stand_in_id, row.stand_in_name),
    version: row.version,
    weeks: weeks.map((one) => ({
      week: one.week,
      workingMinutes: one.working,
      leaveMinutes: one.leave,
      reservedMinutes: one.reserved,
      availableMinutes: one.available,
      recurringMinutes: one.recurring,
      projectMinutes: one.project,
      overloadMinutes: one.overload,
      items: one.items.map(({ kind, name, minutes }) => ({ kind, name: name === "" ? null : name, minutes })),
    })),
  };
}
