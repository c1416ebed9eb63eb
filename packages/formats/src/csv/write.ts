import { type Finding, words } from "@rondo/core/kernel";
import { schedulePlan, type PlanLink } from "@rondo/core/plan";
import type { Counts, ProjectDraft } from "../draft/index.ts";
import { droppedFrom } from "../draft/dropped.ts";
import { uncomputed } from "../text/formula.ts";

/** A project as a table, a task in each row, under names that `readCsv` knows again. Dates are those of the plan where there is one. */
export function writeCsv(draft: ProjectDraft): { text: string; counts: Counts; findings: readonly Finding[] } {
  const { plan } = draft;
  const entries = new Map((plan ? schedulePlan(plan).entries : []).map((entry) => [entry.id, entry]));
  const planned = new Map((plan?.tasks ?? []).map((task) => [task.id, task]));
  const names = new Map(draft.members.map((member) => [member.sourceId, member.name]));
  const lists = new Map(draft.lists.map((list) => [list.sourceId, list.name]));
  const waitsOf = Map.groupBy(plan?.links ?? [], (link) => link.to);
  const labels = new Map(draft.labels.map((label) => [label.sourceId, label.name]));
  const fields = draft.fields.filter((field) => draft.tasks.some((task) => task.fields.some((value) => value.field === field.sourceId)));
  const isCalled = (plan?.tasks ?? []).some((task) => task.calendar !== undefined);
  const head = [
    "ID",
    "Title",
    "Parent ID",
    "List",
    "Assignee",
    "Start",
    "Finish",
    "Duration",
    "Predecessors",
    ...(isCalled ? ["Calendar"] : []),
    "Deadline",
    "Status",
    "Labels",
    "Notes",
    ...fields.map((field) => field.name),
  ];
  const rows = draft.tasks.map((task) => {
    const entry = entries.get(task.sourceId);
    const own = planned.get(task.sourceId);
    const waits = (waitsOf.get(task.sourceId) ?? []).map(linkText);
    return [
      task.sourceId,
      task.title,
      task.parent ?? "",
      lists.get(task.list ?? "") ?? "",
      task.members.map((id) => names.get(id) ?? id).join("; "),
      entry?.start.replace("T", " ") ?? task.start ?? "",
      entry?.finish.replace("T", " ") ?? "",
      own === undefined || entry?.summary ? "" : durationText(own.workingMinutes, own.elapsed === true),
      waits.join("; "),
      ...(isCalled ? [own?.calendar ?? ""] : []),
      (own?.deadline ?? task.due ?? "").slice(0, 10),
      task.completed ? "Done" : "Open",
      task.labels.map((id) => labels.get(id) ?? id).join("; "),
      task.notes,
      ...fields.map((field) => task.fields.find((value) => value.field === field.sourceId)?.value ?? ""),
    ];
  });
  const findings = [...droppedFrom(draft, ["tasks", "members", "notes", "lists", "labels", "fields", "plan"], "A table"), ...lost(draft)];
  return {
    text: `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`,
    counts: { tasks: rows.length, links: plan?.links.length ?? 0 },
    findings,
  };
}

function lost({ plan }: ProjectDraft): Finding[] {
  const said = (noun: string, count: number): Finding[] =>
    count === 0
      ? []
      : [
          {
            code: "not_carried",
            severity: "warning",
            subject: noun,
            params: { noun, count },
            ...words`${count} ${noun} are not in the file written: a table has no place for them here.`,
          },
        ];
  const tasks = plan?.tasks ?? [];
  return [
    ...hoursOf(new Set(tasks.flatMap((task) => task.calendar ?? []))),
    ...said("constraints", tasks.filter((task) => task.constraint !== undefined && task.constraint.type !== "SNET").length),
    ...said("splits", tasks.filter((task) => task.pauses !== undefined).length),
  ];
}

function hoursOf(calendars: ReadonlySet<string>): Finding[] {
  if (calendars.size === 0) return [];
  const names = [...calendars].map((name) => `“${name}”`).join(", ");
  return [
    {
      code: "not_carried",
      severity: "warning",
      subject: "calendars",
      params: { noun: "calendars", count: calendars.size },
      ...words`A table says of tasks with a calendar of their own which it is, and not its hours: ${names}.`,
    },
  ];
}

/** `2d`, `4h`, `30m` of eight-hour days; `3ed` passes around the clock. */
function durationText(minutes: number, elapsed: boolean): string {
  const day = elapsed ? 1440 : 480;
  const e = elapsed ? "e" : "";
  return minutes % day === 0 ? `${minutes / day}${e}d` : minutes % 60 === 0 ? `${minutes / 60}${e}h` : `${minutes}${e}m`;
}

function linkText({ from, type, lag }: PlanLink): string {
  const sign = lag.minutes < 0 ? "-" : "+";
  const size = Math.abs(lag.minutes);
  return `${from}${type}${lag.minutes === 0 ? "" : `${sign}${lag.kind === "percent" ? `${size}%` : durationText(size, lag.kind === "elapsed")}`}`;
}

/** Quoted where it has to be. */
function cell(text: string): string {
  const safe = uncomputed(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
