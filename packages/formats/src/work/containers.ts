import type { Step } from "@rondo/core/process";
import type { Container, WorkItem } from "@rondo/core/sameness";
import type { ProcessDraft, ProjectDraft, Reading, TaskDraft, When } from "../draft/index.ts";

/** What a file holds, as an audit sees it: each board, list, sheet, plan or procedure is one container. */
export function containersOf(reading: Reading, source: string): readonly Container[] {
  return reading.drafts.map((draft, at) => {
    const id = reading.drafts.length === 1 ? source : `${source}#${at + 1}`;
    return draft.kind === "process" ? ofProcess(draft, id) : ofProject(draft, id);
  });
}

function ofProject(draft: ProjectDraft, id: string): Container {
  const names = new Map(draft.members.map((member) => [member.sourceId, member.name]));
  const lists = new Map(draft.lists.map((list) => [list.sourceId, list]));
  const fields = new Map(draft.fields.map((field) => [field.sourceId, field.name]));
  const rank = new Map(draft.lists.map((list, at) => [list.sourceId, at]));
  const tasks = draft.tasks.toSorted((a, b) => (rank.get(a.list ?? "") ?? -1) - (rank.get(b.list ?? "") ?? -1) || a.position - b.position);
  const places = new Map(tasks.map((task, at) => [task.sourceId, at]));
  const moments = new Map((draft.plan?.tasks ?? []).map((task) => [task.id, task]));
  const milestoneField = new Set(
    draft.fields.filter((field) => /^(?:is )?(?:milestone|meilenstein)$/i.test(field.name)).map((field) => field.sourceId),
  );
  const linkFields = new Set(
    draft.fields
      .filter((field) => /predecessor|depend|blocked by|waits for|vorgänger|abhängig/i.test(field.name))
      .map((field) => field.sourceId),
  );
  const items = tasks.map((task): WorkItem => {
    const list = lists.get(task.list ?? "");
    const planned = moments.get(task.sourceId);
    return {
      title: task.title,
      role: names.get(task.members[0] ?? "") ?? null,
      created: minute(task.createdAt),
      started: minute(task.start),
      finished: endOf(task.completedAt) ?? (task.start !== null ? endOf(task.due) : null),
      done: task.completed,
      parent: task.parent === null ? null : (places.get(task.parent) ?? null),
      parts: task.checklists.flatMap((checklist) => checklist.items.map((item) => item.title)),
      walk: walkOf(task, (place) => lists.get(place)?.name ?? place),
      milestone:
        holdsMilestones.test(list?.name ?? "") ||
        /\bmilestone\b|meilenstein/i.test(task.title) ||
        (planned !== undefined &&
          planned.workingMinutes === 0 &&
          planned.heading !== true &&
          !draft.tasks.some((other) => other.parent === task.sourceId)) ||
        task.fields.some((field) => milestoneField.has(field.field) && /^(?:yes|true|1|x|ja)$/i.test(field.value)),
      fields: task.fields.map((field) => ({ name: fields.get(field.field) ?? field.field, value: field.value })),
    };
  });
  const linked = new Set([
    ...(draft.plan?.links ?? []).map((link) => link.to),
    ...draft.tasks
      .filter((task) => task.fields.some((field) => linkFields.has(field.field) && field.value !== ""))
      .map((task) => task.sourceId),
  ]);
  const doers = new Map<string, number>();
  for (const { members } of draft.tasks) for (const member of members) doers.set(member, (doers.get(member) ?? 0) + 1);
  const given = draft.tasks.filter(({ members }) => members.length > 0).length;
  const [most] = [...doers].toSorted((a, b) => b[1] - a[1]);
  const last = Math.max(
    ...draft.tasks.flatMap((task) => [minute(task.due), minute(task.start)].filter((at) => at !== null)),
    Number.NEGATIVE_INFINITY,
  );
  return {
    id,
    name: draft.name,
    items,
    links: linked.size,
    // Whoever does more than half of what is given to anybody.
    owner: most !== undefined && most[1] * 2 > given ? (names.get(most[0]) ?? null) : null,
    plannedEnd: draft.plan !== undefined && Number.isFinite(last) ? last : null,
    milestoneLists: draft.lists.filter((list) => isMilestone.test(list.name)).length,
    written: false,
    untouched: draft.plan === undefined && draft.tasks.every(untouched),
    people: draft.members.map((member) => member.name),
  };
}

/** A list called “Milestones” holds them; one called “Milestone 2” is one. */
const holdsMilestones = /\bmilestones\b|meilensteine\b|\bjalons\b/i;
const isMilestone = /\bmilestone\b|meilenstein\b|\bjalon\b/i;

function untouched(task: TaskDraft): boolean {
  const stood = new Set(task.history.flatMap((entry) => (entry.kind === "moved" && entry.from !== entry.to ? [entry.to] : [])));
  return (
    !task.completed &&
    stood.size === 0 &&
    task.members.length === 0 &&
    task.start === null &&
    task.due === null &&
    task.comments.length === 0 &&
    !task.fields.some(({ value }) => /^\d{4}-\d{1,2}-\d{1,2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}/.test(value)) &&
    task.checklists.every(({ items }) => items.every(({ done }) => !done))
  );
}

/** Lists in the order in which a card stood in them; one that never moved stood in one. */
function walkOf(task: TaskDraft, nameOf: (list: string) => string): WorkItem["walk"] {
  const stops: { place: string; at: number | null }[] = [];
  for (const entry of task.history) {
    if (entry.kind !== "created" && entry.kind !== "moved") continue;
    if (stops.length === 0 && entry.from !== null) stops.push({ place: nameOf(entry.from), at: minute(task.createdAt) });
    if (entry.to !== null) stops.push({ place: nameOf(entry.to), at: minute(entry.at) });
  }
  return stops;
}

function ofProcess(draft: ProcessDraft, id: string): Container {
  const roles = new Map(draft.definition.roles.map((role) => [role.key, role.name]));
  const items = flat(draft.definition.steps).map((step): WorkItem => ({
    title: step.title,
    role: "role" in step && step.role !== null ? (roles.get(step.role) ?? null) : null,
    created: null,
    started: null,
    finished: null,
    done: false,
    parent: null,
    parts: [],
    walk: [],
    milestone: false,
    fields: [],
  }));
  return { id, name: draft.title, items, links: 0, owner: null, plannedEnd: null, written: true, people: [] };
}

function flat(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [
    step,
    ...(step.kind === "decision" || step.kind === "parallel" ? step.branches.flatMap((branch) => flat(branch.steps)) : []),
  ]);
}

/** What ends on a day ends with it. */
function endOf(when: When | null): number | null {
  const at = minute(when);
  return at !== null && when?.length === 10 ? at + 24 * 60 : at;
}

function minute(when: When | null): number | null {
  if (when === null) return null;
  const at = Date.parse(when);
  return Number.isNaN(at) ? null : Math.round(at / 60_000);
}
