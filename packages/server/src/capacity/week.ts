import type { AnswerOf, operations } from "@rondo/contract";
import { dayOfWork } from "@rondo/core/agenda";
import { dayOf, formatDay, parseDay, wallOfInstant, weekdayOf } from "@rondo/core/calendar";
import { type Day, daysOf } from "@rondo/core/capacity";
import { workingTime } from "../calendars/index.ts";
import type { WorkspaceCall } from "../http/index.ts";
import { dueOf, openWorkOf, presentTask, rank } from "../tasks/index.ts";
import { recurringSteps, somebody } from "./queries.ts";
import { ownTime } from "./store.ts";

type Week = AnswerOf<typeof operations.getMyWeek>;
type Ranked = ReturnType<typeof rank>[number];

/** More than anybody can do in a week; the rest is counted. */
const weekLimit = 300;

/** One's own open work on the days of a week, against the time that one has. What waits on others is nobody's plan. */
export async function getMyWeek({ tx, actor, query, now }: WorkspaceCall<typeof operations.getMyWeek>): Promise<Week> {
  const me = actor.personId;
  const [time, own, rows] = [await workingTime(tx, null), await ownTime(tx, me), await openWorkOf(tx, me, weekLimit + 1)];
  const mine = somebody(time, { ...own, person_id: me });
  const steps = await recurringSteps(tx, actor, time, now, me);
  const wallNow = wallOfInstant(now.getTime(), time.zone);
  const today = formatDay(dayOf(wallNow));
  const recurring = steps.reduce((sum, step) => sum + step.weekly, 0);
  const daysFrom = (from: string): Day[] =>
    daysOf({
      from,
      days: 7,
      person: mine,
      recurring,
      now: wallNow,
    });
  const monday = dayOf(wallNow) - weekdayOf(dayOf(wallNow));
  const left = mine.calendar.between(wallNow, (monday + 7) * 1440) > 0;
  const asked = query.from === undefined ? null : parseDay(query.from);
  const from = formatDay(asked === null ? monday + (left ? 0 : 7) : asked - weekdayOf(asked));
  const dayAt = (instant: number): string => formatDay(dayOf(wallOfInstant(instant, time.zone)));
  const took = new Map(steps.map((step) => [step.step, step.minutes]));
  return {
    from,
    today,
    days: daysFrom(from).map((one) => ({
      day: one.day,
      workingMinutes: one.working,
      leaveMinutes: one.leave,
      reservedMinutes: one.reserved,
      availableMinutes: one.available,
      recurringMinutes: one.recurring,
    })),
    items: rank(rows.slice(0, weekLimit), me, now)
      .filter(({ bucket }) => bucket !== "waiting")
      .map((ranked) => weekItem(ranked, today, dayAt, took)),
    more: Math.max(0, rows.length - weekLimit),
  };
}

function weekItem(
  { row, bucket, why }: Ranked,
  today: string,
  dayAt: (instant: number) => string,
  took: ReadonlyMap<string, number>,
): Week["items"][number] {
  const due = dueOf(row);
  const standing = dayOfWork(
    {
      put: row.not_before === null ? null : dayAt(Date.parse(row.not_before)),
      planned: row.scheduled_start === null ? null : dayAt(Date.parse(row.scheduled_start)),
      due: Number.isFinite(due) ? dayAt(due) : null,
      waited: bucket === "act" && why.code !== "planned",
    },
    today,
  );
  const measured = row.run_id === null ? undefined : took.get(`${row.process_id} ${row.step_id ?? ""}`);
  const said = row.milestone ? 0 : (row.planning.remainingMinutes ?? row.working_minutes);
  return {
    task: presentTask(row),
    day: standing?.day ?? null,
    by: standing?.by ?? null,
    due: Number.isFinite(due) ? new Date(due).toISOString() : null,
    minutes: row.run_id !== null ? (measured === undefined ? null : Math.round(measured)) : said > 0 || row.milestone ? said : null,
    measured: measured !== undefined,
  };
}
