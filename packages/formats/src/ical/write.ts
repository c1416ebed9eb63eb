import { type Finding, words } from "@rondo/core/kernel";
import { schedulePlan } from "@rondo/core/plan";
import type { Counts, ProjectDraft } from "../draft/index.ts";
import { droppedFrom } from "../draft/dropped.ts";

/**
 * A project's schedule as iCalendar (RFC 5545): an event for each task, in the plan's own wall-clock time ("floating"), so that it
 * shows the same hours everywhere. `stamp` is when it was written, `YYYYMMDDTHHMMSSZ`. Tasks without dates can't be events.
 */
export function writeIcal(draft: ProjectDraft, stamp: string): { text: string; counts: Counts; findings: readonly Finding[] } {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rondo//Plan//EN", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${escape(draft.name)}`];
  const names = new Map(draft.members.map((member) => [member.sourceId, member.name]));
  const tasks = new Map(draft.tasks.map((task) => [task.sourceId, task]));
  let written = 0;
  for (const event of eventsOf(draft)) {
    const task = tasks.get(event.id);
    const who = (task?.members ?? []).map((id) => names.get(id) ?? id).join(", ");
    const about = [who, task?.notes ?? ""].filter((text) => text !== "").join("\n");
    lines.push(
      "BEGIN:VEVENT",
      `UID:${escape(`${event.id}@${draft.sourceId || "plan"}.rondo`)}`,
      `DTSTAMP:${stamp}`,
      ...event.when,
      `SUMMARY:${escape(event.title)}`,
    );
    if (about !== "") lines.push(`DESCRIPTION:${escape(about)}`);
    if (task?.completed) lines.push("STATUS:CONFIRMED", "CATEGORIES:Done");
    lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
    written++;
  }
  lines.push("END:VCALENDAR");
  const undated = draft.plan ? 0 : draft.tasks.length - written;
  const findings = [
    ...droppedFrom(draft, ["tasks", "members", "notes", "lists"], "iCalendar"),
    ...(undated > 0
      ? [
          {
            code: "not_carried",
            severity: "warning" as const,
            subject: "tasks",
            params: { count: undated },
            ...words`${undated} tasks have no date, so they are no events.`,
          },
        ]
      : []),
  ];
  return { text: `${lines.map(fold).join("\r\n")}\r\n`, counts: { tasks: written }, findings };
}

type Event = { readonly id: string; readonly title: string; readonly when: readonly string[] };

function eventsOf(draft: ProjectDraft): Event[] {
  if (draft.plan) {
    const { plan } = draft;
    const { entries } = schedulePlan(plan);
    return entries.flatMap((entry, row) =>
      entry.summary || plan.tasks[row]!.inactive
        ? []
        : [{ id: entry.id, title: plan.tasks[row]!.title, when: [`DTSTART:${compact(entry.start)}`, `DTEND:${compact(entry.finish)}`] }],
    );
  }
  return draft.tasks.flatMap((task) => {
    const day = (task.due ?? task.start)?.slice(0, 10).replaceAll("-", "");
    return day === undefined ? [] : [{ id: task.sourceId, title: task.title, when: [`DTSTART;VALUE=DATE:${day}`] }];
  });
}

function compact(wall: string): string {
  return `${wall.replaceAll(/[-:]/g, "")}00`;
}

function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, "")
    .replace(/([\\;,])/g, "\\$1")
    .replace(/\n/g, "\\n");
}

/** Lines of at most 75 octets; a long one goes on behind a space, and no character is cut. */
function fold(line: string): string {
  let out = "";
  let width = 0;
  for (const letter of line) {
    const code = letter.codePointAt(0) ?? 0;
    const octets = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (width + octets > 74) {
      out += "\r\n ";
      width = 1;
    }
    out += letter;
    width += octets;
  }
  return out;
}
