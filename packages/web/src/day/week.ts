import { type Agenda, agendaOf, roomFor, type Slot, type Work } from "@rondo/core/agenda";
import type { Answer } from "../api/index.ts";

export type Week = Answer<"GET /my-week">;
export type WeekItem = Week["items"][number];

/** Days of the week from today on, and those before it that still have something; a day on which nobody works only where something is put on it. */
export function shownDays(week: Week): Week["days"] {
  const used = new Set(week.items.map((item) => item.day));
  return week.days.filter(
    (day, index) =>
      day.day >= week.today &&
      (day.workingMinutes > 0 || used.has(day.day) || day.day === week.today || (index < 5 && day.leaveMinutes > 0)),
  );
}

export function weekAgenda(week: Week): Agenda {
  return agendaOf(slotsOf(week), week.items.map(workOf));
}

/** A day for each task on none, where there is room. */
export function roomInWeek(week: Week, dayAt: (instant: string) => string): { item: WeekItem; day: string }[] {
  const found = roomFor(
    slotsOf(week),
    week.items.map((item) => ({ ...workOf(item), due: item.due === null ? null : dayAt(item.due) })),
  );
  return week.items.flatMap((item) => {
    const day = found.get(item.task.id);
    return day === undefined ? [] : [{ item, day }];
  });
}

function slotsOf(week: Week): Slot[] {
  return week.days
    .filter(({ day }) => day >= week.today)
    .map(({ day, availableMinutes, recurringMinutes }) => ({ day, available: availableMinutes, recurring: recurringMinutes }));
}

function workOf({ task, day, minutes }: WeekItem): Work {
  return { id: task.id, day, minutes, recurring: task.home.kind === "run" };
}
