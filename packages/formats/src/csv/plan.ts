import { standardCalendar } from "@rondo/core/calendar";
import type { Plan, PlanLink, PlanTask } from "@rondo/core/plan";
import type { LinkTypeName } from "@rondo/core/schedule";
import type { TaskDraft } from "../draft/index.ts";

/** What a row says of its place in a plan, as it stands in the cells. */
export type PlannedRow = { readonly task: TaskDraft; readonly duration: string; readonly predecessors: string };

/**
 * A plan from the columns for duration and predecessors, on an ordinary week of eight-hour days. Predecessors are ids, or numbers of
 * rows counted from 1 (`3`, `3FS+2d`, `4SS; 5FF-50%`). A task that waits for none starts no earlier than its own start date. Cells
 * that can't be read are counted.
 */
export function planFromRows(rows: readonly PlannedRow[]): { plan: Plan; unread: number } {
  const ids = new Set(rows.map(({ task }) => task.sourceId));
  const starts = rows
    .map(({ task }) => task.start)
    .filter((at) => at !== null)
    .toSorted();
  const start = wall(starts[0] ?? "2026-01-05");
  const links: PlanLink[] = [];
  let unread = 0;
  const tasks = rows.map(({ task, duration, predecessors }): PlanTask => {
    const length = readLength(duration);
    if (length === null && duration !== "") unread++;
    let waits = 0;
    for (const part of predecessors
      .split(/[;,]/)
      .map((text) => text.trim())
      .filter((text) => text !== "")) {
      const link = readLink(part, task.sourceId, ids, rows);
      if (link === null) unread++;
      else waits += links.push(link) && 1;
    }
    const at = task.start === null ? null : wall(task.start);
    return {
      id: task.sourceId,
      parent: task.parent,
      title: task.title,
      workingMinutes: length?.minutes ?? 480,
      ...(length?.elapsed ? { elapsed: true } : {}),
      ...(waits === 0 && at !== null && at > start ? { constraint: { type: "SNET" as const, at } } : {}),
      ...(task.due === null ? {} : { deadline: `${task.due.slice(0, 10)}T17:00` }),
    };
  });
  return { plan: { start, calendar: standardCalendar, tasks, links }, unread };
}

function wall(when: string): string {
  return when.length >= 16 ? when.slice(0, 16) : `${when.slice(0, 10)}T08:00`;
}

/** In English or German: `3 days`, `2 Tage?`, `2.5d`, `4 hrs?`, `1 wk`, `3ed`; a bare number is days. */
function readLength(text: string): { minutes: number; elapsed: boolean } | null {
  const parts =
    /^(\d{1,7}(?:[.,]\d{1,4})?)\s*(e?)(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mons?|months?|t|tage?n?|std|stunden?|wochen?|monate?n?)?\??$/i.exec(
      text.trim(),
    );
  if (!parts) return null;
  const elapsed = parts[2] !== "";
  const unit = (parts[3] ?? "d").toLowerCase();
  const day = elapsed ? 1440 : 480;
  const size = unit.startsWith("mon")
    ? day * (elapsed ? 30 : 20)
    : unit.startsWith("m")
      ? 1
      : /^(?:h|st)/.test(unit)
        ? 60
        : unit.startsWith("w")
          ? day * (elapsed ? 7 : 5)
          : day;
  return { minutes: Math.round(Number(parts[1]!.replace(",", ".")) * size), elapsed };
}

/** End, Anfang. */
const inGerman: Readonly<Record<string, LinkTypeName>> = { EA: "FS", AA: "SS", EE: "FF", AE: "SF" };

function readLink(text: string, to: string, ids: ReadonlySet<string>, rows: readonly PlannedRow[]): PlanLink | null {
  if (ids.has(text) && text !== to) return { from: text, to, type: "FS", lag: { minutes: 0, kind: "working" } };
  // Ids may have dashes of their own: where a type says where one ends, that counts.
  const typed = /^(.+?)\s*(FS|SS|FF|SF|EA|AA|EE|AE)\s*(?:([+-])\s*(\S.*))?$/i.exec(text);
  const parts = typed && ids.has(typed[1]!) ? typed : /^(.+?)\s*(FS|SS|FF|SF|EA|AA|EE|AE)?\s*(?:([+-])\s*(\S.*))?$/i.exec(text);
  const name = parts?.[1] ?? "";
  const from = ids.has(name) ? name : /^\d{1,6}$/.test(name) ? rows[Number(name) - 1]?.task.sourceId : undefined;
  if (!parts || from === undefined || from === to) return null;
  const written = parts[2]?.toUpperCase() ?? "FS";
  const type = inGerman[written] ?? (written as LinkTypeName);
  const sign = parts[3] === "-" ? -1 : 1;
  const amount = parts[4];
  if (amount === undefined) return { from, to, type, lag: { minutes: 0, kind: "working" } };
  const percent = /^(\d{1,5})\s*%$/.exec(amount);
  if (percent) return { from, to, type, lag: { minutes: sign * Number(percent[1]), kind: "percent" } };
  const length = readLength(amount);
  return length && { from, to, type, lag: { minutes: sign * length.minutes, kind: length.elapsed ? "elapsed" : "working" } };
}
