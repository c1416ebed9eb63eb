import { createHash } from "node:crypto";
import { dayOf, formatWall, minutesPerDay, wallOfInstant } from "@rondo/core/calendar";
import { type Finding, spreadRanks } from "@rondo/core/kernel";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import type { NewTask } from "../../tasks/index.ts";
import { type Tally, tallyFindings } from "./tally.ts";
import { type Chunk, type NewRecord, type RecordKind, chunkRows, emptyChunk, rowsIn } from "./rows.ts";
import type { PlanCalendars } from "./calendars.ts";
import { type PlanFields, planFieldsOf, planLinks } from "./plan.ts";
import { type FoundPerson, type KnownPeople, foundIn } from "./people.ts";
import { type LaidBaseline, layBaselines } from "./baselines.ts";
import { type Told, notesOf, toldBy } from "./notes.ts";
import { assignmentsOf, isCarried, placeholdersOf, placesFor, shareOf } from "./staff.ts";
import { type Tree, treeOf } from "./tree.ts";
import { instantOf, instantOfPlan, oneLine, plain, planMoment } from "./words.ts";

export type Around = {
  readonly zone: string;
  readonly now: Date;
  readonly importerId: string;
  /** Members of this workspace by what they are known by in files. */
  readonly people: KnownPeople;
  readonly format: string;
  /** Those of the workspace that the plan goes by. */
  readonly calendars?: PlanCalendars;
  /** What an earlier export of the same board became, when a later one is put into it. */
  readonly known?: Known;
  newId(): string;
  /** Counts the records of the whole import. */
  nextNumber(): number;
};

/** By the ids of the source: the project, the column of each list, and the tasks of cards, checklists and items. */
export type Known = {
  readonly projectId: string;
  readonly columns: readonly string[];
  readonly columnOf: ReadonlyMap<string, string>;
  readonly tasks: ReadonlyMap<string, string>;
  readonly parts: ReadonlyMap<string, string>;
};

/** A project as it will stand, before its tasks. */
export type Head = {
  readonly id: string;
  readonly name: string;
  readonly goal: string;
  readonly start: string;
  /** Planned back from there. */ readonly finishBy: string | null;
  readonly columns: readonly string[];
};

export type Laid = {
  readonly head: Head;
  readonly people: readonly FoundPerson[];
  chunks(): Generator<Chunk>;
  readonly baselines: readonly LaidBaseline[];
  /** What there is to tell, once all chunks are out. */ findings(): Finding[];
};

/** A column for each list, tasks with notes, checklists as tasks inside, comments with author and time, what was finished as finished. */
export function layProject(draft: ProjectDraft, around: Around): Laid {
  const tally: Tally = { clipped: 0, undated: 0, uncheckedInFinished: 0, archived: 0, invented: 0, plan: new Map() };
  const columns = columnsOf(draft, around.known);
  const id = around.known?.projectId ?? around.newId();
  const today = dayOf(wallOfInstant(around.now.getTime(), around.zone));
  const head: Head = {
    id,
    name: oneLine(draft.name, 120) || "Project without a name",
    goal: plain(draft.description),
    start: planMoment(draft.plan?.start) ?? formatWall(today * minutesPerDay + 540),
    finishBy: planMoment(draft.plan?.finish),
    columns: columns.names.length === 0 ? ["To do", "Doing", "Done"] : columns.names,
  };
  const tree = treeOf(draft.tasks);
  const found = foundIn(draft.members, around.format, around.people);
  const laying: Laying = {
    draft,
    around,
    tally,
    head,
    columns: columns.of,
    tree,
    told: toldBy(draft),
    people: new Map(found.flatMap(({ member, person }) => (person === null ? [] : [[member.sourceId, person.id] as const]))),
    ids: new Map(draft.tasks.map((task) => [task.sourceId, around.known?.tasks.get(task.sourceId) ?? around.newId()])),
    plan: new Map(draft.plan?.tasks.map((task) => [task.id, task])),
  };
  return {
    head,
    people: found,
    chunks: () => chunksOf(laying, columns),
    baselines: layBaselines(draft, laying.ids),
    findings: () => [
      ...(around.calendars?.findings ?? []),
      ...tallyFindings(tally, { draft, people: laying.people, lists: columns.left, loops: tree.loops }),
    ],
  };
}

type Laying = {
  readonly draft: ProjectDraft;
  readonly around: Around;
  readonly tally: Tally;
  readonly head: Head;
  readonly columns: ReadonlyMap<string, string>;
  readonly tree: Tree;
  readonly told: Told;
  readonly people: ReadonlyMap<string, string>;
  readonly ids: ReadonlyMap<string, string>;
  readonly plan: ReadonlyMap<string, NonNullable<ProjectDraft["plan"]>["tasks"][number]>;
};

function* chunksOf(laying: Laying, columns: Columns): Generator<Chunk> {
  const { draft, head } = laying;
  let chunk = emptyChunk(head.id);
  const full = (): Chunk | null => {
    if (rowsIn(chunk) < chunkRows) return null;
    const out = chunk;
    chunk = emptyChunk(head.id);
    return out;
  };
  const record = (kind: RecordKind, source: string, taskId: string | null, data: NewRecord["data"] = {}): void => {
    chunk.records.push({
      number: laying.around.nextNumber(),
      kind,
      source_id: plain(source, 200),
      project_id: head.id,
      task_id: taskId,
      data,
    });
  };
  if (draft.sourceId !== "") record("project", `${laying.around.format}:${draft.sourceId}`, null);
  for (const list of draft.lists)
    if (columns.of.has(list.sourceId))
      record("list", list.sourceId, null, { column: columns.of.get(list.sourceId), archived: list.archived });
  for (const [member, person] of laying.people) record("member", member, null, { personId: person });
  for (const entry of draft.history) record("event", entry.sourceId, null, eventData(entry));
  const said = new Set<string>();
  const once = (kind: "label" | "field", source: string): void => {
    if (said.has(`${kind} ${source}`)) return;
    said.add(`${kind} ${source}`);
    record(kind, source, null);
  };
  for (const placed of laying.tree.placed) {
    const { task } = placed;
    const id = laying.ids.get(task.sourceId) as string;
    const places = layTask(laying, chunk, placed, id);
    record("task", task.sourceId, id, { archived: task.archived, was: wasOf(chunk.tasks.at(-1)) });
    for (const member of task.members)
      if (laying.told.members.has(member))
        record("assignment", member, id, { ...shareOf(task, member), ...(places.has(member) && { role: places.get(member) }) });
    for (const label of task.labels) if (laying.told.labels.has(label)) once("label", label);
    for (const { field } of task.fields) if (laying.told.fields.has(field)) once("field", field);
    for (const file of task.attachments) record("attachment", file.sourceId, id);
    for (const [kind, source, taskId] of layChecklists(laying, chunk, task, id))
      record(kind, source, taskId, { was: wasOf(chunk.tasks.findLast((row) => row.task_id === taskId)) });
    layComments(laying, chunk, task, id);
    for (const entry of task.history) record("event", entry.sourceId, id, eventData(entry));
    const out = full();
    if (out !== null) yield out;
  }
  for (const link of planLinks(draft, laying.ids, laying.around.newId, laying.tally)) {
    chunk.links.push(link);
    const out = full();
    if (out !== null) yield out;
  }
  if (rowsIn(chunk) > 0) yield chunk;
}

/** Answers the places that are kept on it. */
function layTask(laying: Laying, chunk: Chunk, { task, parent, rank }: Tree["placed"][number], id: string): ReadonlyMap<string, string> {
  const { draft, around, tally, head, columns, told, people, ids, plan } = laying;
  const title = oneLine(task.title, 300) || "Task without a title";
  if (title !== oneLine(task.title, 100_000)) tally.clipped += 1;
  const owner = task.members.map((member) => people.get(member)).find((person) => person !== undefined) ?? null;
  const closedAt = closingOf(task, around, tally, plan.get(task.sourceId));
  const fields: PlanFields = planFieldsOf(task, plan.get(task.sourceId), around, tally);
  const assignments = closedAt === null ? assignmentsOf(task, people) : [];
  const places = closedAt === null ? placesFor(laying, task) : new Map<string, string>();
  const placeholders = closedAt === null ? placeholdersOf(task, places) : [];
  chunk.tasks.push({
    task_id: id,
    project_id: head.id,
    title,
    notes: notesOf(task, told, {
      title,
      unmatched: task.members.filter((member) => !places.has(member) && !isCarried(task, people.get(member), owner)),
    }),
    owner_id: owner,
    created_by: around.importerId,
    created_at: earlier(instantOf(task.createdAt, around.zone, 540), around.now),
    due_at: instantOf(task.due, around.zone, 1_020),
    position: rank,
    parent_id: parent === null ? null : (ids.get(parent) as string),
    board_column: task.list === null ? null : (columns.get(task.list) ?? null),
    ...fields,
    planning: {
      ...fields.planning,
      ...(assignments.length > 0 && { assignments }),
      ...(placeholders.length > 0 && { placeholders }),
      ...(task.type && closedAt === null && { taskType: task.type }),
    },
    closed_at: closedAt,
    closed_as: closedAt === null ? null : "completed",
    deleted_at: around.now.toISOString(),
  });
  if (draft.plan === undefined) tally.invented += 1;
  if (closedAt !== null) chunk.completions.push({ task_id: id, completed_by: null, completed_at: closedAt });
  return places;
}

/** When it was finished; null for open work. What was put away unfinished counts as finished too: nobody waits for it. */
function closingOf(task: TaskDraft, around: Around, tally: Tally, planned: { finished?: { finish: string } } | undefined): string | null {
  if (!task.completed && !task.archived) return null;
  if (!task.completed) tally.archived += 1;
  const known = instantOfPlan(planned?.finished?.finish, around.zone) ?? instantOf(task.completedAt, around.zone, 1_020);
  if (known !== null) return earlier(known, around.now);
  tally.undated += 1;
  const last =
    task.history
      .map((entry) => entry.at)
      .filter((at) => at !== null)
      .toSorted()
      .at(-1) ?? task.createdAt;
  return earlier(instantOf(last, around.zone, 1_020), around.now) ?? around.now.toISOString();
}

/** A checklist is a task inside its card, its items tasks inside that. */
function layChecklists({ around, tally, head }: Laying, chunk: Chunk, task: TaskDraft, taskId: string): [RecordKind, string, string][] {
  const records: [RecordKind, string, string][] = [];
  const finished = task.completed || task.archived;
  const ranks = spreadRanks(task.checklists.length);
  const closed = chunk.tasks.at(-1)?.closed_at ?? around.now.toISOString();
  const child = (part: string, parentId: string, title: string, position: string, state: "open" | "done" | "withdrawn"): string => {
    const id = around.known?.parts.get(part) ?? around.newId();
    const closedAt = state === "open" ? null : closed;
    chunk.tasks.push({
      task_id: id,
      project_id: head.id,
      parent_id: parentId,
      title: oneLine(title, 300) || "Item without a title",
      position,
      created_by: around.importerId,
      created_at: earlier(instantOf(task.createdAt, around.zone, 540), around.now),
      working_minutes: 0,
      closed_at: closedAt,
      closed_as: state === "open" ? null : state === "done" ? "completed" : "withdrawn",
      deleted_at: around.now.toISOString(),
    });
    if (state === "done") chunk.completions.push({ task_id: id, completed_by: null, completed_at: closed });
    return id;
  };
  task.checklists.forEach((checklist, index) => {
    const open = checklist.items.some((item) => !item.done);
    const id = child(
      `checklist ${checklist.sourceId}`,
      taskId,
      checklist.title,
      ranks[index] as string,
      finished ? (open ? "withdrawn" : "done") : checklist.items.length > 0 && !open ? "done" : "open",
    );
    records.push(["checklist", checklist.sourceId, id]);
    const places = spreadRanks(checklist.items.length);
    checklist.items.forEach((item, at) => {
      if (!item.done && finished) tally.uncheckedInFinished += 1;
      records.push([
        "item",
        item.sourceId,
        child(`item ${item.sourceId}`, id, item.title, places[at] as string, item.done ? "done" : finished ? "withdrawn" : "open"),
      ]);
    });
  });
  return records;
}

function layComments({ around, told, people }: Laying, chunk: Chunk, task: TaskDraft, taskId: string): void {
  for (const comment of task.comments) {
    const author = comment.author === null ? null : (people.get(comment.author) ?? null);
    const name = comment.author === null ? null : (told.members.get(comment.author) ?? oneLine(comment.author, 120));
    chunk.comments.push({
      comment_id: around.newId(),
      task_id: taskId,
      author_id: author,
      imported_author: name ?? "Somebody",
      text: plain(comment.text) || " ",
      at: earlier(instantOf(comment.at, around.zone, 720), around.now),
    });
  }
}

type Columns = { readonly names: readonly string[]; readonly of: ReadonlyMap<string, string>; readonly left: readonly string[] };

/** Lists in their order, each under a name of its own; the open ones first when there are more than a board takes. */
function columnsOf(draft: ProjectDraft, known?: Known): Columns {
  const inOrder = draft.lists.toSorted((a, b) => a.position - b.position);
  const kept = new Set([...inOrder.filter((list) => !list.archived), ...inOrder.filter((list) => list.archived)].slice(0, mostColumns));
  const of = new Map<string, string>([...(known?.columnOf ?? [])].filter(([, column]) => known?.columns.includes(column)));
  const names: string[] = [...(known?.columns ?? [])];
  for (const list of inOrder.filter((one) => kept.has(one) && !of.has(one.sourceId))) {
    if (names.length >= mostColumns) break;
    const plainName = oneLine(list.name, 60) || "List without a name";
    let name = plainName;
    for (let again = 2; names.includes(name); again += 1) name = `${plainName.slice(0, 54)} (${again})`;
    names.push(name);
    of.set(list.sourceId, name);
  }
  return { names, of, left: inOrder.filter((list) => !kept.has(list)).map((list) => oneLine(list.name, 60)) };
}

const mostColumns = 30;

function eventData(entry: ProjectDraft["history"][number]): NewRecord["data"] {
  const { at, kind, sourceKind, from, to, actor, subject } = entry;
  return {
    at,
    kind,
    sourceKind: plain(sourceKind, 200),
    from: from === null ? null : plain(from, 2_000),
    to: to === null ? null : plain(to, 2_000),
    actor: actor === null ? null : plain(actor, 200),
    subject: subject === null ? null : plain(subject, 200),
  };
}

/** What a task was when it came: what differs from it later was changed by people here, or in the source. */
function wasOf(row: NewTask | undefined): Was {
  return {
    title: row?.title ?? "",
    notes: digestOf(row?.notes ?? ""),
    owner: row?.owner_id ?? null,
    due: row?.due_at ?? null,
    column: row?.board_column ?? null,
    closed: row?.closed_as ?? null,
  };
}

export type Was = {
  readonly title: string;
  /** A digest: they may be long. */
  readonly notes: string;
  readonly owner: string | null;
  readonly due: string | null;
  readonly column: string | null;
  readonly closed: string | null;
};

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** A past that lies ahead is a clock that was wrong: now, then. */
function earlier(instant: string | null, now: Date): string | null {
  return instant !== null && Date.parse(instant) > now.getTime() ? now.toISOString() : instant;
}
