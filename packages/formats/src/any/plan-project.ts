import type { ProjectDraft, Reading, TaskDraft } from "../draft/index.ts";
import { countWords } from "../draft/index.ts";
import type { PlanFile } from "../plan/index.ts";

/** A plan file as a project: its tasks as anybody reads them, and beside them the plan that computes their dates. */
export function asProject(reading: PlanFile): Reading {
  const doers = new Map<string, string[]>();
  for (const { task, resource } of reading.assignments) doers.set(task, [...(doers.get(task) ?? []), resource]);
  const people = reading.resources.filter((resource) => resource.work && resource.name !== "");
  const known = new Set(people.map((resource) => resource.uid));
  const draft: ProjectDraft = {
    kind: "project",
    sourceId: reading.name,
    name: reading.name,
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    members: people.map(({ uid, name }) => ({ sourceId: uid, name, username: null, email: null })),
    fields: [],
    tasks: reading.tasks.map(
      ({ uid, task, notes, stored, percentComplete }, position): TaskDraft => ({
        sourceId: uid,
        title: task.title,
        notes,
        url: null,
        list: null,
        parent: task.parent,
        position,
        labels: [],
        members: (doers.get(uid) ?? []).filter((resource) => known.has(resource)),
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
      }),
    ),
    history: [],
    plan: reading.plan,
  };
  const { counts } = reading;
  return { format: reading.format, drafts: [draft], counts, findings: [{ code: "read", severity: "info", message: `Read: ${countWords(counts.read, counts.carried)}.` }, ...reading.findings] };
}

/** Plans keep wall-clock times without a zone; a day is all of them that is true everywhere. The plan keeps the rest. */
function day(wall: string | null): string | null {
  return wall === null ? null : wall.slice(0, 10);
}
