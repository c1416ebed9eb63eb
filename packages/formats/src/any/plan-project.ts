import { type Finding, words, type Words } from "@rondo/core/kernel";
import type { ProjectDraft, Reading, TaskDraft } from "../draft/index.ts";
import { countWords } from "../draft/index.ts";
import type { PlanFile } from "../plan/index.ts";

/** A plan file as a project: its tasks as anybody reads them, and beside them the plan that computes their dates. */
export function asProject(reading: PlanFile): Reading {
  const people = reading.resources.filter((resource) => resource.work && resource.name !== "");
  const known = new Set(people.map((resource) => resource.uid));
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
    tasks: reading.tasks.map(({ uid, task, notes, stored, percentComplete }, position): TaskDraft => ({
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
    plan: reading.plan,
  };
  const tasks = new Set(reading.tasks.map((task) => task.uid));
  const given = reading.assignments.filter(({ task, resource }) => tasks.has(task) && known.has(resource)).length;
  const { read } = reading.counts;
  const counts = { read, carried: { ...reading.counts.carried, resources: people.length, assignments: given } };
  const left: readonly Finding[] = [
    ...told(
      "resources",
      (read["resources"] ?? 0) - people.length,
      (count) => words`${count} resources are materials, costs or without a name; only people are carried.`,
    ),
    ...told(
      "assignments",
      (read["assignments"] ?? 0) - given,
      (count) => words`${count} assignments are to nobody, to a role or to such a resource, and are not carried.`,
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
    ],
  };
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

/** Plans keep wall-clock times without a zone; a day is all of them that is true everywhere. The plan keeps the rest. */
function day(wall: string | null): string | null {
  return wall === null ? null : wall.slice(0, 10);
}

function told(noun: string, count: number, say: (count: number) => Words): Finding[] {
  return count > 0 ? [{ code: "not_carried", severity: "info", subject: noun, params: { noun, count }, ...say(count) }] : [];
}
