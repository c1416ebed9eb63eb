import { type Finding, words, type Words } from "@rondo/core/kernel";
import { type Plan, schedulePlan, withCalendarNames } from "@rondo/core/plan";
import type { PlaceholderDraft, ProjectDraft, Reading, TaskDraft, TypeDraft } from "../draft/index.ts";
import { countWords } from "../draft/index.ts";
import type { PlanFile } from "../plan/index.ts";

/** A plan file as a project: its tasks as anybody reads them, and beside them the plan that computes their dates. */
export function asProject(reading: PlanFile): Reading {
  const named = reading.resources.filter((resource) => resource.work && resource.name !== "");
  const people = named.filter((resource) => resource.generic !== true);
  const roles = new Map(named.filter((resource) => resource.generic === true).map(({ uid, name }) => [uid, name]));
  const known = new Set(people.map((resource) => resource.uid));
  const placesOf = placesByTask(reading.assignments, roles);
  const sharesOf = sharesByTask(reading.assignments.filter(({ resource }) => known.has(resource)));
  const draft: ProjectDraft = {
    kind: "project",
    sourceId: reading.name,
    name: reading.name,
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    members: people.map(({ uid, name, email = null }) => ({ sourceId: uid, name, username: null, email })),
    fields: [],
    tasks: reading.tasks.map(({ uid, task, type, notes, stored, percentComplete }, position): TaskDraft => ({
      sourceId: uid,
      title: task.title,
      notes,
      url: null,
      list: null,
      parent: task.parent,
      position,
      labels: [],
      members: [...(sharesOf.get(uid)?.keys() ?? [])],
      shares: Object.fromEntries(sharesOf.get(uid) ?? []),
      ...(placesOf.has(uid) && { placeholders: placesOf.get(uid)! }),
      ...(type && (sharesOf.has(uid) || placesOf.has(uid)) && says(type) && { type }),
      start: day(stored.start),
      due: day(task.deadline ?? null),
      createdAt: null,
      completed: percentComplete >= 100 || task.finished !== undefined,
      completedAt: day(task.finished?.finish ?? null),
      archived: false,
      fields: [],
      checklists: [],
      comments: [],
      attachments: [],
      history: [],
    })),
    history: [],
    plan: withItsNames(reading),
    ...(reading.baselines && reading.baselines.length > 0 && { baselines: reading.baselines }),
  };
  const tasks = new Set(reading.tasks.map((task) => task.uid));
  const given = reading.assignments.filter(({ task, resource }) => tasks.has(task) && (known.has(resource) || roles.has(resource))).length;
  const { read } = reading.counts;
  const counts = { read, carried: { ...reading.counts.carried, resources: named.length, assignments: given } };
  const left: readonly Finding[] = [
    ...told(
      "resources",
      (read["resources"] ?? 0) - named.length,
      (count) => words`${count} resources are materials, costs or without a name; only people and roles are carried.`,
    ),
    ...told(
      "assignments",
      (read["assignments"] ?? 0) - given,
      (count) => words`${count} assignments are to nobody or to such a resource, and are not carried.`,
    ),
  ];
  return {
    format: reading.format,
    drafts: [draft],
    counts,
    findings: [
      { code: "read", severity: "info", ...words`Read: ${countWords(counts.read, counts.carried)}.` },
      ...left,
      ...reading.findings,
      // What keeps dates from being computed is told now, and not only where the plan is looked at.
      ...schedulePlan(reading.plan)
        .findings.filter(({ severity }) => severity === "error")
        .map((finding): Finding => ({ ...finding, severity: "warning" })),
    ],
  };
}

/** Its calendars under their names in place of the file's numbers. */
function withItsNames({ plan, calendarNames }: PlanFile): Plan {
  const names = new Map(Object.keys(plan.calendars ?? {}).map((key) => [key, calendarNames.get(key)?.trim() || `Calendar ${key}`]));
  return withCalendarNames(plan, names);
}

/** What Rondo does by itself need not be said: neither length nor shares follow anything. */
function says({ fixed, effortDriven }: TypeDraft): boolean {
  return fixed !== "duration" || effortDriven === true;
}

/** Units as percent of a day; who stands on a task twice gives it both. */
function sharesByTask(assignments: PlanFile["assignments"]): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>();
  for (const { task, resource, units } of assignments) {
    const shares = all.get(task) ?? new Map<string, number>();
    shares.set(resource, Math.min(1_000, (shares.get(resource) ?? 0) + Math.max(1, Math.round(units * 100))));
    all.set(task, shares);
  }
  return all;
}

/** What is given to a role is so many of it: one and a half of them are two for three quarters of their day. */
function placesByTask(assignments: PlanFile["assignments"], roles: ReadonlyMap<string, string>): Map<string, PlaceholderDraft[]> {
  const all = new Map<string, Map<string, number>>();
  for (const { task, resource, units } of assignments) {
    const role = roles.get(resource);
    if (role === undefined || !(units > 0)) continue;
    const own = all.get(task) ?? new Map<string, number>();
    own.set(role, (own.get(role) ?? 0) + units);
    all.set(task, own);
  }
  const place = ([role, units]: [string, number]): PlaceholderDraft => {
    const count = Math.min(50, Math.max(1, Math.ceil(units)));
    return { role, count, percent: Math.min(1_000, Math.max(1, Math.round((100 * units) / count))) };
  };
  return new Map([...all].map(([task, own]) => [task, [...own].map(place)]));
}

/** Plans keep wall-clock times without a zone; a day is all of them that is true everywhere. The plan keeps the rest. */
function day(wall: string | null): string | null {
  return wall === null ? null : wall.slice(0, 10);
}

function told(noun: string, count: number, say: (count: number) => Words): Finding[] {
  return count > 0 ? [{ code: "not_carried", severity: "info", subject: noun, params: { noun, count }, ...say(count) }] : [];
}
