import { createHash } from "node:crypto";
import { type Finding, invariant, words, type Words } from "@rondo/core/kernel";
import type { ProjectDraft } from "@rondo/formats/draft";
import { mustMayIn } from "../../access/index.ts";
import { workingTime } from "../../calendars/index.ts";
import { type Actor, type Work, refuse, workIn } from "../../http/index.ts";
import { newId } from "../../identity/index.ts";
import { lockPlan, recompute } from "../../plans/index.ts";
import type { System } from "../../system.ts";
import { type NewTask, type TaskChange, insertTasks, taskEvent, updateTask } from "../../tasks/index.ts";
import { countBoth, gaps } from "../counts.ts";
import { type Known, type Laid, type Was, digestOf, layProject } from "../layout/project.ts";
import { type Chunk } from "../layout/rows.ts";
import { type Import, presentImport } from "../present.ts";
import { type ImportRow, type Made, findImport, finishImport, importOf, insertImport, insertParts, tallyOf } from "../store/import.ts";
import { boardsOf, insertPeople, peopleOf } from "../store/people.ts";
import {
  type RecordRow,
  type TaskNow,
  addCompletion,
  commentsNow,
  dropCompletion,
  recordsOf,
  setColumns,
  tasksNow,
} from "../store/update.ts";
import { boardsIn, mustBeNew, mustFit } from "./checks.ts";
import { type ImportInput, findingsOf, importReading, knownPeople, peopleRows, readWithin } from "./import.ts";

/**
 * Puts a later export of boards that are here into the projects that were made of them, in one transaction: what is new
 * is added; what changed in the source since the last time is changed, unless somebody changed it here; what is in the
 * file no more stays, and is told. A file of anything else is imported as usual.
 */
export async function updateFromFile(system: System, actor: Actor, input: ImportInput): Promise<Import> {
  const sha256 = createHash("sha256").update(input.bytes).digest();
  const reading = await readWithin(system, input);
  const boards = boardsIn(reading);
  const here = boards.length === 0 ? [] : await system.database.inWorkspace(input.workspaceId, (tx) => boardsOf(tx, boards), "read");
  if (boards.length === 0 || here.length < boards.length) return importReading(system, input, reading);
  mustFit(reading);
  return workIn(system, input.workspaceId, actor.personId, async (work) => {
    const { tx } = work;
    mustBeNew(await importOf(tx, sha256), false); // the very same file changes nothing
    const importId = work.newId();
    await insertImport(tx, { id: importId, fileName: input.fileName, sha256, format: reading.format, by: actor.personId });
    const { zone } = await workingTime(tx, null);
    const people = await knownPeople(tx, reading);
    let number = 0;
    const around = {
      zone,
      now: work.now,
      importerId: actor.personId,
      people,
      format: reading.format,
      newId,
      nextNumber: () => (number += 1),
    };
    const done: { made: Made; laid: Laid; changes: Changes }[] = [];
    for (const draft of reading.drafts.filter((one): one is ProjectDraft => one.kind === "project")) {
      const [made] = await boardsOf(tx, [`${reading.format}:${draft.sourceId}`]);
      invariant(made, "a board that was found is there");
      await mustMayIn(tx, actor, "project", made.id, "project.change");
      done.push({ made, ...(await updateProject(work, importId, draft, made.id, around)) });
    }
    const laid = done.map((one) => one.laid);
    const made = done.map((one) => one.made);
    const tally = await tallyOf(
      tx,
      importId,
      made.map(({ id }) => id),
    );
    const counts = countBoth(reading, { tally, projects: laid.length, definitions: [], sources: 0 });
    const findings = [...done.flatMap(({ changes }) => tell(changes)), ...findingsOf(reading, laid), ...gaps(counts)];
    await finishImport(tx, importId, { counts, made, findings });
    await work.append(
      ...made.map((one, index) => ({
        name: "import.finished",
        subjectKind: "import",
        subjectId: importId,
        version: index + 1,
        homeKind: one.kind,
        homeId: one.id,
        data: { fileName: input.fileName, format: reading.format, made: one, counts },
      })),
    );
    await insertPeople(tx, importId, peopleRows(laid));
    const answer = presentImport((await findImport(tx, importId)) as ImportRow, await peopleOf(tx, importId));
    await input.keep?.(work, answer);
    return answer;
  });
}

type Changes = { added: number; changed: number; kept: number; left: number };

async function updateProject(
  work: Work,
  importId: string,
  draft: ProjectDraft,
  projectId: string,
  around: Omit<Parameters<typeof layProject>[1], "known">,
): Promise<{ laid: Laid; changes: Changes }> {
  const { tx } = work;
  const head = await lockPlan(tx, projectId);
  invariant(head, "a project that may be changed is there");
  if (head.ended) refuse("project_ended");
  const records = await recordsOf(tx, projectId);
  const now = new Map((await tasksNow(tx, projectId)).map((task) => [task.task_id, task]));
  const laid = layProject(draft, { ...around, known: knownOf(records, projectId, head.columns) });
  if (laid.head.columns.length > head.columns.length) {
    const version = await setColumns(tx, projectId, laid.head.columns);
    await work.append({
      name: "project.changed",
      subjectKind: "project",
      subjectId: projectId,
      version,
      homeKind: "project",
      homeId: projectId,
      data: { changed: ["columns"] },
    });
  }
  const was = new Map(
    records.flatMap(({ task_id, data }) => (task_id === null || data.was === undefined ? [] : [[task_id, data.was] as const])),
  );
  const said = new Set((await commentsNow(tx, projectId)).map(({ task_id, at }) => `${task_id} ${Date.parse(at)}`));
  const changes: Changes = { added: 0, changed: 0, kept: 0, left: 0 };
  const seen = new Set<string>();
  const gone = new Set([...now.values()].filter((task) => task.gone).map(({ task_id }) => task_id));
  for (const chunk of laid.chunks()) {
    const fresh: NewTask[] = [];
    for (const row of chunk.tasks) {
      seen.add(row.task_id);
      const ours = now.get(row.task_id);
      if (ours !== undefined)
        await merge(work, projectId, { row, ours, base: was.get(row.task_id) ?? null, completedAt: completedIn(chunk, row) }, changes);
      else if (row.parent_id != null && gone.has(row.parent_id)) gone.add(row.task_id);
      else fresh.push({ ...row, deleted_at: null });
    }
    changes.added += fresh.length;
    await insertTasks(tx, fresh);
    await work.append(
      ...fresh.map((row) =>
        taskEvent("task.created", { task_id: row.task_id, run_id: null, project_id: projectId }, 1, {
          title: row.title,
          ownerId: row.owner_id ?? null,
        }),
      ),
    );
    const isFresh = new Set(fresh.map(({ task_id }) => task_id));
    await insertParts(tx, importId, {
      ...chunk,
      completions: chunk.completions.filter(({ task_id }) => isFresh.has(task_id)),
      comments: chunk.comments.filter(
        ({ task_id, at }) => !gone.has(task_id) && (at === null ? isFresh.has(task_id) : !said.has(`${task_id} ${Date.parse(at)}`)),
      ),
      records: chunk.records.filter(({ task_id }) => task_id === null || now.has(task_id) || !gone.has(task_id)),
    });
  }
  changes.left = [...was.keys()].filter((id) => !seen.has(id) && now.get(id)?.gone === false).length;
  const plan = await lockPlan(tx, projectId);
  invariant(plan, "the project is held");
  await recompute(tx, plan);
  return { laid, changes };
}

function knownOf(records: readonly RecordRow[], projectId: string, columns: readonly string[]): Known {
  const of = (kind: RecordRow["kind"]) => records.filter((record) => record.kind === kind);
  return {
    projectId,
    columns,
    columnOf: new Map(of("list").flatMap(({ source_id, data }) => (data.column == null ? [] : [[source_id, data.column] as const]))),
    tasks: new Map(of("task").flatMap(({ source_id, task_id }) => (task_id === null ? [] : [[source_id, task_id] as const]))),
    parts: new Map(
      [...of("checklist"), ...of("item")].flatMap(({ kind, source_id, task_id }) =>
        task_id === null ? [] : [[`${kind} ${source_id}`, task_id] as const],
      ),
    ),
  };
}

function completedIn(chunk: Chunk, row: NewTask): string | null {
  return chunk.completions.find(({ task_id }) => task_id === row.task_id)?.completed_at ?? null;
}

type Side = {
  readonly row: NewTask;
  readonly ours: TaskNow;
  /** As the last import left it; null where that was not kept. */ readonly base: Was | null;
  readonly completedAt: string | null;
};

/** Field by field: the source's change counts where nobody changed the same here. */
async function merge({ tx, append }: Work, projectId: string, { row, ours, base, completedAt }: Side, changes: Changes): Promise<void> {
  if (ours.gone) return;
  // Of imports that did not keep it, what nobody has touched is as it came.
  const before = base ?? (ours.touched ? null : mine(ours));
  const theirs: Was = {
    title: row.title,
    notes: digestOf(row.notes ?? ""),
    owner: row.owner_id ?? null,
    due: row.due_at ?? null,
    column: row.board_column ?? null,
    closed: row.closed_as ?? null,
  };
  const own = mine(ours);
  const isSame = (field: keyof Was, a: Was, b: Was): boolean => (field === "due" ? moment(a.due) === moment(b.due) : a[field] === b[field]);
  const fields = (Object.keys(theirs) as (keyof Was)[]).filter(
    (field) => !isSame(field, theirs, own) && (before === null || !isSame(field, theirs, before)),
  );
  const taken = fields.filter((field) => before !== null && isSame(field, own, before));
  if (taken.length < fields.length) changes.kept += 1;
  if (taken.length === 0) return;
  changes.changed += 1;
  const closes = taken.includes("closed");
  const change: TaskChange = {
    ...(taken.includes("title") && { title: row.title }),
    ...(taken.includes("notes") && { notes: row.notes ?? "" }),
    ...(taken.includes("owner") && { owner_id: row.owner_id ?? null }),
    ...(taken.includes("due") && { due_at: row.due_at ?? null }),
    ...(taken.includes("column") && { board_column: row.board_column ?? null }),
    ...(closes && { closed_at: row.closed_at ?? null, closed_as: row.closed_as ?? null }),
  };
  if (closes && ours.closed_as === "completed") await dropCompletion(tx, ours.task_id);
  if (closes && row.closed_as === "completed") await addCompletion(tx, ours.task_id, completedAt);
  const name = !closes
    ? "task.changed"
    : row.closed_as == null
      ? "task.reopened"
      : row.closed_as === "completed"
        ? "task.completed"
        : "task.changed";
  const version = await updateTask(tx, ours.task_id, change);
  await append(
    taskEvent(name, { task_id: ours.task_id, run_id: null, project_id: projectId }, version, {
      title: row.title,
      changed: taken,
      ownerId: row.owner_id ?? null,
    }),
  );
}

function mine({ title, notes, owner_id, due_at, board_column, closed_as }: TaskNow): Was {
  return { title, notes: digestOf(notes), owner: owner_id, due: due_at, column: board_column, closed: closed_as };
}

function moment(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function tell({ added, changed, kept, left }: Changes): Finding[] {
  const about = (count: number, code: string, severity: Finding["severity"], text: Words): Finding[] =>
    count === 0 ? [] : [{ code, severity, ...text, params: { count } }];
  return [
    ...about(
      added,
      "update_added",
      "info",
      added === 1 ? words`One task is new since the last time.` : words`${added} tasks are new since the last time.`,
    ),
    ...about(
      changed,
      "update_changed",
      "info",
      changed === 1 ? words`One task was changed as the file says.` : words`${changed} tasks were changed as the file says.`,
    ),
    ...about(
      kept,
      "update_kept",
      "warning",
      kept === 1
        ? words`One task was changed here and in the file: what people changed here stands.`
        : words`${kept} tasks were changed here and in the file: what people changed here stands.`,
    ),
    ...about(
      left,
      "update_left",
      "warning",
      left === 1
        ? words`One task is in the file no more; it was left as it is.`
        : words`${left} tasks are in the file no more; they were left as they are.`,
    ),
    ...(added + changed + kept + left === 0
      ? [{ code: "update_nothing", severity: "info" as const, ...words`Nothing has changed since the last time.` }]
      : []),
  ];
}
