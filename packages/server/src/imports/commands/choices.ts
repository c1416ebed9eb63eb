import { createHash } from "node:crypto";
import type { operations } from "@rondo/contract";
import { passedOn, saidOfStaff, staffOf } from "@rondo/core/plan";
import { signatureOf } from "@rondo/formats/csv";
import { putShare } from "../../access/index.ts";
import type { Tx } from "../../database/index.ts";
import { type WorkspaceCall, refuse, workOf } from "../../http/index.ts";
import { lockPlan, peopleChanged } from "../../plans/index.ts";
import { membersAmong, taskEvent, updateTask } from "../../tasks/index.ts";
import { type Import, presentImport } from "../present.ts";
import { ownImport } from "../queries.ts";
import { type ImportRow, findImport, keepColumns, roleOf } from "../store/import.ts";
import {
  type GivenTask,
  countPeople,
  giveComments,
  giveProjects,
  giveWork,
  keepKnown,
  lockPerson,
  peopleOf,
  placesOf,
  saveMatch,
  sharesOf,
} from "../store/people.ts";

/** What columns of these names mean, from now on. */
export async function chooseColumns({
  tx,
  actor,
  body,
  newId: next,
  append,
}: WorkspaceCall<typeof operations.chooseColumns>): Promise<undefined> {
  const places = Object.values(body.columns);
  const problem =
    body.columns.title === undefined
      ? "columns.title: say which column is the title"
      : new Set(places).size < places.length
        ? "columns: a column has one meaning"
        : places.some((at) => at >= body.header.length)
          ? "columns: there is no such column"
          : null;
  if (problem !== null) refuse("invalid_request", { problems: problem });
  const signature = createHash("sha256").update(signatureOf(body.header)).digest();
  const { id, version } = await keepColumns(tx, { id: next(), signature, header: body.header, columns: body.columns, by: actor.personId });
  await append({
    name: "columns.chosen",
    subjectKind: "columns",
    subjectId: id,
    version,
    homeKind: "workspace",
    homeId: actor.workspaceId,
    data: { columns: body.header.length },
  });
}

/** Which member somebody in a file is. Work that nobody was given since becomes theirs, without a notice for each. */
export async function matchPerson(call: WorkspaceCall<typeof operations.matchPerson>): Promise<Import> {
  const { tx, actor, params, body, newId: next, append } = call;
  const { made } = await ownImport(tx, actor, params.i);
  const one = await lockPerson(tx, params.i, params.n);
  if (one === undefined) refuse("import_not_found");
  if (body.personId !== null && (await membersAmong(tx, [body.personId])).length === 0) refuse("member_not_found");
  for (const { kind, id } of made) if (kind === "project") await lockPlan(tx, id);
  const given = await giveWork(tx, params.i, one.mark, one.person_id, body.personId);
  await giveShares(tx, params.i, one.mark, one.person_id, body.personId);
  given.push(...(await givePlaces(tx, params.i, one.mark, one.person_id, body.personId)));
  await peopleChanged(
    workOf(call),
    made.flatMap(({ kind, id }) => (kind === "project" ? [id] : [])),
  );
  await giveComments(tx, params.i, one.mark, one.person_id, body.personId);
  const owned = await giveOwned(tx, params.i, one.mark, one.person_id, body.personId);
  await saveMatch(tx, params.i, one.mark, body.personId);
  await countPeople(tx, params.i);
  const { id, version } = await keepKnown(tx, { id: next(), mark: one.mark, personId: body.personId, by: actor.personId });
  await append(
    ...given.map((task) => taskEvent("task.matched", task, task.version, { title: task.title, ownerId: task.owner_id })),
    ...owned.map((project) => ({
      name: "project.changed",
      subjectKind: "project",
      subjectId: project.project_id,
      version: project.version,
      homeKind: "project" as const,
      homeId: project.project_id,
      data: { name: project.name, changed: ["ownerId"] },
    })),
    {
      name: "person.matched",
      subjectKind: "knownPerson",
      subjectId: id,
      version,
      homeKind: "workspace",
      homeId: actor.workspaceId,
      data: { name: one.name, personId: body.personId },
    },
  );
  return presentImport((await findImport(tx, params.i)) as ImportRow, await peopleOf(tx, params.i));
}

/** What an audit found to be theirs; guests own no project. */
async function giveOwned(
  tx: Tx,
  importId: string,
  mark: string,
  from: string | null,
  to: string | null,
): Promise<Awaited<ReturnType<typeof giveProjects>>> {
  if (to !== null && (await roleOf(tx, to)) === "guest") return [];
  const owned = await giveProjects(tx, importId, mark, from, to);
  for (const { project_id: id, owner_id: owner } of owned) await putShare(tx, id, owner, "manager");
  return owned;
}

/** Who is on a task with a share of their day is so as another member, or as nobody here. */
async function giveShares(tx: Tx, importId: string, mark: string, from: string | null, to: string | null): Promise<void> {
  if (from === to) return;
  for (const { task_id, planning, percent } of await sharesOf(tx, importId, mark)) {
    const { assignments = [], ...rest } = planning;
    const others = assignments.filter(({ personId }) => personId !== from && personId !== to);
    const next = to === null ? others : [...others, { personId: to, percent }];
    await updateTask(tx, task_id, { planning: { ...rest, ...(next.length > 0 && { assignments: next }) } }, 0);
  }
}

/** The places that were kept for somebody go to whom they turn out to be, and are kept again for whoever is nobody here. */
async function givePlaces(tx: Tx, importId: string, mark: string, from: string | null, to: string | null): Promise<GivenTask[]> {
  const given: GivenTask[] = [];
  if (from === to) return given;
  for (const { task_id, project_id, title, owner_id, planning, role } of await placesOf(tx, importId, mark)) {
    const staff = passedOn(staffOf(owner_id, planning), role, from, to);
    if (staff === null) continue;
    const version = await updateTask(tx, task_id, { planning: saidOfStaff(planning, staff), owner_id: staff.ownerId });
    given.push({ task_id, project_id, run_id: null, title, owner_id: staff.ownerId, version });
  }
  return given;
}
