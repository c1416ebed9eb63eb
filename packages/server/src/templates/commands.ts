import type { operations, Planning } from "@rondo/contract";
import { atLeast } from "@rondo/core/access";
import { type Staff, filled, roleKey, saidOfStaff, staffOf, withPlace } from "@rondo/core/plan";
import { mustMayIn } from "../access/index.ts";
import { hasCalendar } from "../calendars/index.ts";
import { budgetsOf, entriesOf, insertEntry, insertRating, putBudgetRow } from "../control/index.ts";
import type { Tx } from "../database/index.ts";
import { documentsToCopy, putDocuments } from "../documents/index.ts";
import { handoversToCopy, insertHandover } from "../handovers/index.ts";
import { type Work, type WorkspaceCall, refuse, workOf } from "../http/index.ts";
import { type PlanHead, entriesOf as datesOf, insertLinks, linksOf, lockPlan, recompute } from "../plans/index.ts";
import { type Project, type ProjectRow, findProject, makeProject, presentProject, updateProject } from "../projects/index.ts";
import { insertTasks, membersAmong } from "../tasks/index.ts";
import { type Template, presentTemplate } from "./present.ts";
import { kept, placed } from "./queries.ts";
import {
  type Content,
  type CopiedTask,
  type TemplateRow,
  deleteTemplate,
  fieldsToCopy,
  filesOf,
  insertFields,
  insertTemplate,
  keepFiles,
  listTemplates,
  putFiles,
  sizeOfFiles,
  tasksToCopy,
} from "./store.ts";

export async function saveTemplate(call: WorkspaceCall<typeof operations.saveTemplate>): Promise<Template> {
  const { tx, actor, params, body } = call;
  await mustMayIn(tx, actor, "project", params.p, "project.change");
  // It is shown to every member: guests make none.
  if (!atLeast(actor.role, "member")) refuse("forbidden", { who: "a member", role: "member" });
  await lockPlan(tx, params.p);
  const project = (await findProject(tx, actor, params.p)) as ProjectRow;
  const tasks = await tasksToCopy(tx, params.p);
  const content = await contentFrom(tx, project, tasks, new Map(body.roles.map(({ personId, role }) => [personId, role])));
  const taskIds = tasks.map((task) => task.task_id);
  if ((await sizeOfFiles(tx, taskIds)) > largestFiles) refuse("too_large", { limit: `${largestFiles / 1_000_000} MB of files` });
  if (JSON.stringify(content).length > largest) refuse("too_large", { limit: `${largest / 1_000_000} MB of plan and documents` });
  const id = call.newId();
  await insertTemplate(tx, { id, name: body.name, about: body.about, by: actor.personId, content });
  await keepFiles(tx, id, taskIds);
  await call.append({
    name: "template.saved",
    subjectKind: "template",
    subjectId: id,
    version: 1,
    homeKind: "workspace",
    homeId: actor.workspaceId,
    data: { name: body.name, projectId: params.p },
  });
  return presentTemplate((await listTemplates(tx, id))[0] as TemplateRow);
}

const largest = 20_000_000;
const largestFiles = 200_000_000;

export async function removeTemplate(call: WorkspaceCall<typeof operations.removeTemplate>): Promise<undefined> {
  const { tx, actor, params } = call;
  const row = (await listTemplates(tx, params.t))[0];
  if (row === undefined) refuse("template_not_found");
  if (row.made_by !== actor.personId && !atLeast(actor.role, "admin")) refuse("forbidden", { who: "whoever made it", role: "admin" });
  await deleteTemplate(tx, params.t);
  await call.append({
    name: "template.removed",
    subjectKind: "template",
    subjectId: params.t,
    version: 2,
    homeKind: "workspace",
    homeId: actor.workspaceId,
    data: { name: row.name },
  });
}

export async function useTemplate(call: WorkspaceCall<typeof operations.useTemplate>): Promise<Project> {
  const { tx, actor, params, body } = call;
  const content = await kept(tx, params.t);
  const people = [...new Set(body.roles.map((one) => one.personId))];
  if ((await membersAmong(tx, people)).length < people.length) refuse("not_assignable", { home: "this workspace" });
  const at = await placed(tx, content, body, call.now);
  const id = await makeProject(workOf(call), {
    name: body.name,
    goal: content.goal,
    endCondition: content.endCondition,
    start: at.start,
    ownerId: actor.personId,
    everyone: body.everyone,
    columns: content.columns,
  });
  const calendar = content.calendarId !== null && (await hasCalendar(tx, content.calendarId)) ? content.calendarId : null;
  await updateProject(tx, id, {
    calendar_id: calendar,
    link_policy: content.linkPolicy,
    own_hours: content.ownHours ?? false,
    ...(content.fromFinish && { finish_by: at.finish }),
  });
  const ids = await write(
    workOf(call),
    id,
    { ...content, tasks: at.tasks },
    new Map(body.roles.map(({ role, personId }) => [roleKey(role), personId])),
    actor.personId,
  );
  const files = (await filesOf(tx, params.t)).flatMap(({ file_id, task }) =>
    ids[task] === undefined ? [] : [{ file: file_id, id: call.newId(), task: ids[task] }],
  );
  const { scanCommand, scanUrl } = call.system.config;
  await putFiles(tx, params.t, actor.personId, files, scanCommand === null && scanUrl === null ? null : "waiting");
  const head = (await lockPlan(tx, id)) as PlanHead;
  await recompute(tx, head);
  return presentProject((await findProject(tx, actor, id)) as ProjectRow, actor);
}

async function contentFrom(
  tx: Tx,
  project: ProjectRow,
  tasks: readonly CopiedTask[],
  roles: ReadonlyMap<string, string>,
): Promise<Content> {
  const id = project.project_id;
  const numbers = new Map(tasks.map((task, index) => [task.task_id, index]));
  const number = (taskId: string | null): number | null => (taskId === null ? null : (numbers.get(taskId) ?? null));
  const dates = await datesOf(tx, id);
  const links = await linksOf(tx, id);
  const budget = (await budgetsOf(tx, [id])).get(id);
  const documents = await documentsToCopy(tx, id);
  return {
    // What was done did not keep to the plan: the template spans what its tasks did.
    start: [project.start, ...tasks.flatMap((task) => dates.get(task.task_id)?.start ?? [])].reduce((first, one) =>
      one < first ? one : first,
    ),
    finish: [project.finish ?? project.start, ...tasks.flatMap((task) => dates.get(task.task_id)?.finish ?? [])].reduce((last, one) =>
      one > last ? one : last,
    ),
    goal: project.goal,
    endCondition: project.end_condition,
    columns: project.columns,
    calendarId: project.calendar_id,
    linkPolicy: project.link_policy,
    ...(project.own_hours && { ownHours: true }),
    ...(project.finish_by !== null && { fromFinish: true }),
    tasks: tasks.map((task) => ({
      parent: number(task.parent_id),
      title: task.title,
      notes: task.notes,
      position: task.position,
      priority: task.priority,
      column: project.columns[0] === undefined ? null : firstColumn(task, project.columns),
      milestone: task.milestone,
      minutes: task.working_minutes,
      notBefore: task.not_before_wall,
      deadline: task.deadline_wall,
      planning: fresh(task.planning, placesOf(task, roles)),
      fields: task.fields,
    })),
    links: links.flatMap((link) => {
      const [from, to] = [number(link.from_id), number(link.to_id)];
      return from === null || to === null ? [] : [{ from, to, type: link.type, lagMinutes: link.lag_minutes, lagKind: link.lag_kind }];
    }),
    fields: await fieldsToCopy(tx, id),
    entries: (await entriesOf(tx, [id])).flatMap((entry) =>
      entry.kind === "report" || entry.kind === "cost" || entry.kind === "decision"
        ? []
        : [{ kind: entry.kind, title: entry.title, notes: entry.notes, task: number(entry.task_id), said: unmet(entry.said) }],
    ),
    handovers: (await handoversToCopy(tx, id)).map((row) => ({
      title: row.title,
      contents: row.contents,
      task: number(row.task_id),
      processId: row.process_id,
      team: row.process_id === null ? { id: row.team_id, name: row.to_name } : null,
      acceptWithinMinutes: row.accept_within_minutes,
      items: row.items,
    })),
    folders: documents.folders,
    documents: documents.documents,
    budget: budget === undefined ? null : { currency: budget.currency, rates: budget.rates.filter((rate) => rate.personId === null) },
  };
}

/** Whom it asks for when nobody is there yet: everybody on it as a role, which is called as it is now, as what they took, or by their name. */
function placesOf({ owner_id, planning, names }: CopiedTask, roles: ReadonlyMap<string, string>): Staff["placeholders"] {
  const { assignments, placeholders } = staffOf(owner_id, planning);
  return assignments.reduce((places, { personId, percent, role }) => {
    const called = roles.get(personId) ?? role ?? names[personId];
    return called === undefined ? places : withPlace(places, called, percent);
  }, placeholders);
}

/** Nothing has begun: what stood in a later column stands in the first. */
function firstColumn(task: CopiedTask, columns: readonly string[]): string | null {
  return task.board_column === null ? null : (columns[0] ?? null);
}

/** Without what was done, and without pauses that levelling made for people who are not there. */
function fresh(
  { started: _, remainingMinutes: __, levelled: ___, assignments: ____, placeholders: _____, pauses, ...planning }: Planning,
  placeholders: Staff["placeholders"],
): Planning {
  return {
    ...planning,
    ...(pauses !== undefined && planning.interruptible !== true && { pauses }),
    ...(placeholders.length > 0 && { placeholders: [...placeholders] }),
  };
}

function unmet(said: Record<string, unknown>): Record<string, unknown> {
  return Array.isArray(said["criteria"])
    ? { ...said, criteria: (said["criteria"] as { text: string }[]).map(({ text }) => ({ text, met: false })) }
    : said;
}

/** All of it with ids of its own; answers those of its tasks. */
async function write(work: Work, projectId: string, content: Content, roles: ReadonlyMap<string, string>, by: string): Promise<string[]> {
  const { tx } = work;
  const ids = content.tasks.map(() => work.newId());
  const idOf = (index: number | null): string | null => (index === null ? null : (ids[index] ?? null));
  const calendars = new Map(
    await Promise.all(
      [...new Set(content.tasks.flatMap((task) => task.planning.calendarId ?? []))].map(
        async (id) => [id, await hasCalendar(tx, id)] as const,
      ),
    ),
  );
  const staffed = content.tasks.map(({ planning }) =>
    (planning.placeholders ?? []).reduce(
      (staff, { role }) => {
        const person = roles.get(roleKey(role));
        return (person === undefined ? null : filled(staff, role, person)) ?? staff;
      },
      staffOf(null, planning),
    ),
  );
  const planningOf = ({ calendarId, ...planning }: Planning, staff: Staff): Planning => ({
    ...saidOfStaff(planning, staff),
    ...(calendarId !== undefined && calendars.get(calendarId) === true && { calendarId }),
  });
  await insertTasks(
    tx,
    content.tasks.map((task, index) => ({
      task_id: ids[index] as string,
      project_id: projectId,
      parent_id: idOf(task.parent),
      title: task.title,
      notes: task.notes,
      position: task.position,
      priority: task.priority,
      board_column: task.column,
      created_by: by,
      owner_id: (staffed[index] as Staff).ownerId,
      milestone: task.milestone,
      working_minutes: task.minutes,
      not_before_wall: task.notBefore,
      deadline_wall: task.deadline,
      planning: planningOf(task.planning, staffed[index] as Staff),
    })),
  );
  await insertLinks(
    tx,
    projectId,
    content.links.map((link) => ({
      link_id: work.newId(),
      from_id: ids[link.from] as string,
      to_id: ids[link.to] as string,
      type: link.type,
      lag_minutes: link.lagMinutes,
      lag_kind: link.lagKind,
    })),
  );
  const fields = content.fields.map((field) => ({ ...field, id: work.newId(), was: field.id }));
  const fieldOf = new Map(fields.map((field) => [field.was, field.id]));
  // Values of fields of the whole workspace go along as they are.
  await insertFields(
    tx,
    projectId,
    by,
    fields,
    content.tasks.map((task, index) => ({
      task: ids[index] as string,
      fields: Object.fromEntries(Object.entries(task.fields).map(([key, value]) => [fieldOf.get(key) ?? key, value])),
    })),
  );
  for (const entry of content.entries) {
    const id = work.newId();
    await insertEntry(tx, {
      id,
      projectId,
      kind: entry.kind as "risk",
      title: entry.title,
      notes: entry.notes,
      ownerId: null,
      taskId: idOf(entry.task),
      day: null,
      said: entry.said,
      by,
    });
    if (entry.kind === "risk") await insertRating(tx, id, entry.said as { likelihood: number; impact: number }, by);
  }
  for (const { items, task, team = null, ...handover } of content.handovers)
    await insertHandover(tx, {
      ...handover,
      team,
      id: work.newId(),
      projectId,
      taskId: idOf(task),
      receiverId: null,
      by,
      items: items.map((text) => ({ id: work.newId(), text })),
    });
  await putDocuments(work, projectId, content, by);
  if (content.budget !== null) await putBudgetRow(tx, projectId, { ...content.budget, amount: null });
  await work.append({
    name: "template.used",
    subjectKind: "project",
    subjectId: projectId,
    version: 2,
    homeKind: "project",
    homeId: projectId,
    data: { tasks: ids.length },
  });
  return ids;
}
