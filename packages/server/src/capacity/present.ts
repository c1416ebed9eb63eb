import type { AnswerOf, operations } from "@rondo/contract";
import type { Week } from "@rondo/core/capacity";
import { workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { ref } from "../tasks/index.ts";
import type { Hours, PersonRow } from "./store.ts";

/** One's own hours, and those that one has without any. */
export async function presentHours(tx: Tx, { hours }: Pick<PersonRow, "hours">): Promise<AnswerOf<typeof operations.getMyHours>> {
  return { hours: hours && weekOf(hours), calendar: weekOf((await workingTime(tx, null)).definition.week) };
}

/** Seven days from Monday, as they go out. */
export function weekOf(week: Hours): { from: number; to: number }[][] {
  return Array.from({ length: 7 }, (_, day) => (week[day] ?? []).map(({ from, to }) => ({ from, to })));
}

type PersonCapacity = AnswerOf<typeof operations.getCapacity>["items"][number];

export function presentAbsence(row: Pick<PersonRow, "leave" | "stand_in_id" | "stand_in_name">): AnswerOf<typeof operations.getMyLeave> {
  return { leave: row.leave, standIn: ref(row.stand_in_id, row.stand_in_name) };
}

export function presentCapacity(row: PersonRow, weeks: readonly Week[]): PersonCapacity {
  return {
    person: { id: row.person_id, name: row.name },
    reservedPercent: row.reserved_percent,
    leave: row.leave,
    hours: row.hours && weekOf(row.hours),
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
      items: one.items.map(itemOf),
    })),
  };
}

type Able = { readonly row: PersonRow; readonly weeks: readonly Week[] };

export function presentDemand(
  role: string,
  able: readonly Able[],
  weeks: readonly Week[],
): AnswerOf<typeof operations.getCapacity>["demand"][number] {
  return {
    role,
    people: able.map(({ row }) => ({ id: row.person_id, name: row.name })),
    weeks: weeks.map(({ week, project, items }, index) => {
      const left = able.reduce((sum, { weeks: own }) => {
        const one = own[index];
        return sum + (one === undefined ? 0 : Math.max(0, one.available - one.recurring - one.project));
      }, 0);
      return {
        week,
        availableMinutes: left,
        projectMinutes: project,
        overloadMinutes: Math.max(0, project - left),
        items: items.map(itemOf),
      };
    }),
  };
}

function itemOf({ kind, name, minutes }: Week["items"][number]): PersonCapacity["weeks"][number]["items"][number] {
  return { kind, name: name === "" ? null : name, minutes };
}
