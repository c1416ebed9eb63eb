import type { AnswerOf, operations } from "@rondo/contract";
import { staffOf } from "@rondo/core/plan";
import { formatWall, instantOfWall, minutesPerDay, parseDay, parseWall, wallOfInstant } from "@rondo/core/calendar";
import {
  type Rate,
  type Spent,
  type ValuedTask,
  workOfTask,
  costOfTask,
  costOfWork,
  earnedCurve,
  earnedValue,
  exposureOf,
  healthOf,
  plannedShare,
} from "@rondo/core/control";
import type { WorkingTime } from "../calendars/index.ts";
import { ref } from "../tasks/index.ts";
import type { BaselineRow, BudgetRow, EntryRow, SpentRow, ValueRow } from "./store.ts";

export type Entry = AnswerOf<typeof operations.addEntry>;
export type Control = AnswerOf<typeof operations.getControl>;
export type Facts = Control["facts"];

export function presentEntry(row: EntryRow): Entry {
  const said = { kind: row.kind, ...row.said } as Entry["said"];
  return {
    id: row.entry_id,
    title: row.title,
    notes: row.notes,
    owner: ref(row.owner_id, row.owner_name),
    taskId: row.task_id,
    taskTitle: row.task_title,
    day: row.day,
    said,
    exposure: said.kind === "risk" ? exposureOf(said) : null,
    settlement:
      row.outcome === null
        ? null
        : {
            outcome: row.outcome,
            note: row.settled_note ?? "",
            by: ref(row.settled_by, row.settler_name),
            at: row.settled_at ?? row.created_at,
          },
    createdBy: ref(row.created_by, row.creator_name),
    createdAt: row.created_at,
    version: row.version,
  };
}

export function presentBudget(
  row: BudgetRow | undefined,
  names: ReadonlyMap<string, string> | null,
): AnswerOf<typeof operations.putBudget> {
  return {
    currency: row?.currency ?? "EUR",
    amount: row?.amount == null ? null : Number(row.amount),
    version: row?.version ?? 0,
    rates:
      names === null
        ? null
        : (row?.rates ?? []).map((rate) => ({ ...rate, personName: rate.personId === null ? null : (names.get(rate.personId) ?? "") })),
  };
}

/** All that is read of one project to say how it does. */
export type Read = {
  readonly start: string;
  readonly finish: string | null;
  readonly time: WorkingTime;
  readonly now: Date;
  readonly rows: readonly ValueRow[];
  readonly baseline: BaselineRow | undefined;
  readonly budget: BudgetRow | undefined;
  readonly spent: readonly SpentRow[];
  readonly entries: readonly EntryRow[];
  /** Whether the reader sees money. */
  readonly money: boolean;
};

/** The tasks with their worth, and what was spent: in money where rates are kept and may be seen, else in minutes of work. */
export function valued(read: Read): {
  unit: "money" | "minutes";
  tasks: (ValuedTask & { title: string; spent: number })[];
  spent: Spent[];
  assumed: number;
} {
  const { budget, time } = read;
  const rates: readonly Rate[] = budget?.rates ?? [];
  const unit = read.money && (rates.length > 0 || read.rows.some((row) => row.planning.fixedCost !== undefined)) ? "money" : "minutes";
  const worthOf = (row: ValueRow, minutes: number): number =>
    unit === "money"
      ? costOfTask(rates, staffOf(row.owner_id, row.planning), minutes)
      : workOfTask(staffOf(row.owner_id, row.planning), minutes);
  const hourOf = (personId: string, row: ValueRow, minutes: number, first: boolean): number =>
    unit === "money" ? costOfWork(rates, { personId, role: roleIn(row, personId) }, minutes, first) : minutes;
  const frozen = new Map(read.baseline?.entries.map((entry) => [entry.task, entry]));
  const worked = Map.groupBy(read.spent, (row) => row.task_id);
  const bills = unit === "money" ? read.entries.filter((entry) => entry.kind === "cost") : [];
  const billed = new Set(bills.map((entry) => entry.task_id));
  const now = wallOfInstant(read.now.getTime(), time.zone);
  const spent: Spent[] = bills.map((entry) => ({
    at: entry.day === null ? wallOfInstant(Date.parse(entry.created_at), time.zone) : (parseDay(entry.day) ?? 0) * minutesPerDay,
    amount: Number(entry.said["amount"] ?? 0),
  }));
  let assumed = 0;
  const tasks = read.rows.map((row) => {
    const was = frozen.get(row.task_id);
    const minutes = row.milestone ? 0 : row.working_minutes;
    const fixed = unit === "money" ? (row.planning.fixedCost ?? 0) : 0;
    const start = parseWall(was?.start ?? row.start ?? read.start) ?? now;
    const doneAt = row.closed_at === null ? null : wallOfInstant(Date.parse(row.closed_at), time.zone);
    const done =
      row.closed_as !== null
        ? 1
        : row.planning.started !== undefined && minutes > 0
          ? Math.max(0, 1 - (row.planning.remainingMinutes ?? minutes) / minutes)
          : 0;
    const worth = (unit === "money" ? was?.cost : undefined) ?? worthOf(row, was?.minutes ?? minutes) + fixed;
    const own: Spent[] = [];
    const hours = worked.get(row.task_id);
    if (hours !== undefined)
      for (const [person, list] of Map.groupBy(hours, (hour) => hour.person_id))
        list.forEach((hour, index) =>
          own.push({ at: (parseDay(hour.day) ?? 0) * minutesPerDay, amount: hourOf(person, row, hour.minutes, index === 0) }),
        );
    else if (done > 0 && minutes > 0) {
      assumed += 1;
      own.push({ at: doneAt ?? now, amount: worthOf(row, minutes) * done });
    }
    if (fixed > 0 && done > 0 && !billed.has(row.task_id)) own.push({ at: doneAt ?? now, amount: fixed * done });
    spent.push(...own);
    const bill = bills.filter((entry) => entry.task_id === row.task_id).reduce((sum, entry) => sum + Number(entry.said["amount"] ?? 0), 0);
    return {
      id: row.task_id,
      title: row.title,
      start,
      finish: Math.max(start, parseWall(was?.finish ?? row.finish ?? read.start) ?? start),
      worth,
      done,
      doneAt,
      spent: own.reduce((sum, one) => sum + one.amount, bill),
    };
  });
  return { unit, tasks, spent, assumed };
}

export function valueOf(read: Read, value = valued(read)): Control["value"] {
  const { calendar, zone } = read.time;
  const now = wallOfInstant(read.now.getTime(), zone);
  const { unit, tasks, spent, assumed } = value;
  const budget = unit === "money" && read.budget?.amount != null ? Number(read.budget.amount) : null;
  return {
    ...earnedValue(tasks, spent, calendar, now, budget),
    unit,
    baseline: read.baseline?.name ?? null,
    assumed,
    curve: earnedCurve(tasks, spent, calendar, now).map((point) => ({ ...point, at: formatWall(point.at) })),
    tasks: tasks
      .toSorted((a, b) => b.worth - a.worth)
      .slice(0, 100)
      .map((task) => ({
        taskId: task.id,
        title: task.title,
        worth: task.worth,
        pv: Math.round(task.worth * plannedShare(task, calendar, now)),
        ev: Math.round(task.worth * task.done),
        ac: Math.round(task.spent),
      })),
  };
}

/** Reports look back to the one before, or to the beginning. */
export function factsOf(read: Read): Facts {
  const { rows, baseline, entries, time } = read;
  const now = formatWall(wallOfInstant(read.now.getTime(), time.zone));
  const { tasks, spent } = valued(read);
  const { spi, cpi } = earnedValue(tasks, spent, time.calendar, wallOfInstant(read.now.getTime(), time.zone));
  const last = entries.findLast((entry) => entry.kind === "report")?.created_at ?? "";
  const open = rows.filter((row) => row.closed_as === null);
  const late = open.filter((row) => row.finish !== null && row.finish < now);
  const standing = (kind: EntryRow["kind"]): EntryRow[] => entries.filter((entry) => entry.kind === kind && entry.outcome === null);
  const risks = standing("risk")
    .map((entry) => ({ title: entry.title, exposure: exposureOf(entry.said as { likelihood: number; impact: number }) }))
    .toSorted((a, b) => b.exposure - a.exposure);
  const dayOf = (wall: string): number => Math.floor((parseWall(wall) ?? 0) / minutesPerDay);
  const slipDays = baseline === undefined || read.finish === null ? null : dayOf(read.finish) - dayOf(baseline.finish);
  const vitals = {
    openTasks: open.length,
    lateTasks: late.length,
    missedDeadlines: open.filter((row) => row.deadline_wall !== null && row.finish !== null && row.finish > row.deadline_wall).length,
    slipDays,
    baselineDays: baseline === undefined ? null : dayOf(baseline.finish) - dayOf(read.start),
    spi: baseline === undefined ? null : spi,
    cpi,
    worstRisk: risks[0]?.exposure ?? null,
  };
  return {
    ...healthOf(vitals),
    start: read.start,
    finish: read.finish,
    baselineFinish: baseline?.finish ?? null,
    slipDays,
    doneTasks: rows.length - open.length,
    openTasks: open.length,
    lateTasks: late.length,
    milestones: open
      .flatMap((row) => (row.milestone && row.finish !== null ? [{ taskId: row.task_id, title: row.title, finish: row.finish }] : []))
      .slice(0, 3),
    finished: rows
      .filter((row) => row.closed_as === "completed" && (row.closed_at ?? "") > last)
      .toSorted((a, b) => ((a.closed_at ?? "") < (b.closed_at ?? "") ? 1 : -1))
      .slice(0, 10)
      .map((row) => row.title),
    spi,
    cpi,
    risks: risks.slice(0, 3),
    decisions: entries
      .filter((entry) => entry.kind === "decision" && entry.created_at > last)
      .map((entry) => entry.title)
      .slice(0, 10),
    gates: standing("gate")
      .map((entry) => entry.title)
      .slice(0, 10),
  };
}

/** At eight in the morning of that day. */
export function morningOf(day: number, zone: string): string {
  return new Date(instantOfWall(day * minutesPerDay + 480, zone)).toISOString();
}

/** As what somebody works on a task: what they took, else what it asks for, where that is one thing. */
function roleIn({ planning: { assignments = [], placeholders = [] } }: ValueRow, personId: string): string | null {
  const own = assignments.find((one) => one.personId === personId);
  return own?.role ?? (own === undefined && placeholders.length === 1 ? (placeholders[0]?.role ?? null) : null);
}
