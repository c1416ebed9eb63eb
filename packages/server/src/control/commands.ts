import type { BodyOf, operations } from "@rondo/contract";
import { type Criterion, type Rhythm, cannotSettle, nextReport, outcomesOf } from "@rondo/core/control";
import { dayOf, formatDay, parseDay, wallOfInstant } from "@rondo/core/calendar";
import { mustMayIn } from "../access/index.ts";
import { workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import { type PlanHead, countEvents, lockPlan } from "../plans/index.ts";
import { clearDue, setDue } from "../sweep/index.ts";
import { findTask, membersAmong } from "../tasks/index.ts";
import { type Entry, type Read, factsOf, morningOf, presentBudget, presentEntry } from "./present.ts";
import { readAll } from "./queries.ts";
import {
  type EntryRow,
  budgetsOf,
  countEntries,
  deleteSettlement,
  entriesOf,
  insertEntry,
  insertRating,
  insertSettlement,
  namesOf,
  openGateAt,
  putBudgetRow,
  setEntryDeleted,
  updateEntry,
} from "./store.ts";

/** Far more than anybody reads. */
const limit = 2_000;

export async function addEntry(call: WorkspaceCall<typeof operations.addEntry>): Promise<Entry> {
  const { body, actor, tx, params } = call;
  const head = await openRegister(call, "project.change");
  await mustFit(call, body);
  await mustHaveRoom(tx, params.p);
  const { kind, ...said } = body.said;
  const id = call.newId();
  await insertEntry(tx, {
    id,
    projectId: params.p,
    kind,
    title: body.title,
    notes: body.notes,
    ownerId: body.ownerId,
    taskId: body.taskId,
    day: body.day,
    said,
    by: actor.personId,
  });
  if (body.said.kind === "risk") await insertRating(tx, id, body.said, actor.personId);
  await after(workOf(call), head, "entry.added", { entryId: id, kind, title: body.title });
  return shown(tx, params.p, id);
}

export async function changeEntry(call: WorkspaceCall<typeof operations.changeEntry>): Promise<Entry> {
  const { body, actor, tx, params } = call;
  const head = await openRegister(call, "project.change");
  const row = await found(tx, params.p, params.e);
  mustMatch(call.expected, row.version, presentEntry(row) as unknown as Record<string, unknown>);
  if (row.outcome !== null) refuse("entry_settled");
  if (body.said !== undefined && body.said.kind !== row.kind)
    refuse("invalid_request", {
      problems: "said.kind: an entry stays what it is",
      fields: [{ path: "said.kind", problem: "another kind" }],
    });
  if (row.kind === "report" && body.said !== undefined)
    refuse("invalid_request", { problems: "said: what a report says was so", fields: [{ path: "said", problem: "of a report" }] });
  await mustFit(call, body);
  const { kind: _, ...said } = body.said ?? { kind: row.kind };
  await updateEntry(tx, row.entry_id, {
    ...(body.title !== undefined && { title: body.title }),
    ...(body.notes !== undefined && { notes: body.notes }),
    ...(body.ownerId !== undefined && { owner_id: body.ownerId }),
    ...(body.taskId !== undefined && { task_id: body.taskId }),
    ...(body.day !== undefined && { day: body.day }),
    ...(body.said !== undefined && { said: JSON.stringify(said) }),
  });
  const now = body.said;
  if (now?.kind === "risk" && (now.likelihood !== row.said["likelihood"] || now.impact !== row.said["impact"]))
    await insertRating(tx, row.entry_id, now, actor.personId);
  await after(workOf(call), head, "entry.changed", { entryId: row.entry_id, kind: row.kind, title: body.title ?? row.title });
  return shown(tx, params.p, row.entry_id);
}

export async function removeEntry(call: WorkspaceCall<typeof operations.removeEntry>): Promise<undefined> {
  const { tx, params } = call;
  const head = await openRegister(call, "project.change");
  const row = await found(tx, params.p, params.e);
  await setEntryDeleted(tx, row.entry_id, true);
  await after(workOf(call), head, "entry.removed", { entryId: row.entry_id, kind: row.kind, title: row.title });
}

export async function restoreEntry(call: WorkspaceCall<typeof operations.restoreEntry>): Promise<Entry> {
  const { tx, params } = call;
  const head = await openRegister(call, "project.change");
  const [row] = await entriesOf(tx, [params.p], params.e, true);
  if (row === undefined) return shown(tx, params.p, params.e);
  await mustHaveRoom(tx, params.p);
  await setEntryDeleted(tx, row.entry_id, false);
  await after(workOf(call), head, "entry.restored", { entryId: row.entry_id, kind: row.kind, title: row.title });
  return shown(tx, params.p, row.entry_id);
}

export async function settleEntry(call: WorkspaceCall<typeof operations.settleEntry>): Promise<Entry> {
  const { body, actor, tx, params } = call;
  const head = await openRegister(call, "project.change");
  const row = await found(tx, params.p, params.e);
  const problem = cannotSettle(row.kind, body.outcome, criteriaOf(row), body.note);
  if (problem?.reason === "outcome") refuse("entry_not_settled_so", { outcomes: outcomesOf[row.kind].join(", ") });
  if (problem?.reason === "criteria") refuse("criteria_open", { left: problem.left });
  if (problem?.reason === "note") refuse("reason_required");
  await deleteSettlement(tx, row.entry_id);
  await insertSettlement(tx, row.entry_id, body.outcome, body.note, actor.personId);
  await after(workOf(call), head, "entry.settled", {
    entryId: row.entry_id,
    kind: row.kind,
    title: row.title,
    outcome: body.outcome,
    note: body.note,
  });
  return shown(tx, params.p, row.entry_id);
}

export async function unsettleEntry(call: WorkspaceCall<typeof operations.unsettleEntry>): Promise<Entry> {
  const { tx, params } = call;
  const head = await openRegister(call, "project.change");
  const row = await found(tx, params.p, params.e);
  if (await deleteSettlement(tx, row.entry_id))
    await after(workOf(call), head, "entry.unsettled", { entryId: row.entry_id, kind: row.kind, title: row.title });
  return shown(tx, params.p, row.entry_id);
}

export async function putBudget(call: WorkspaceCall<typeof operations.putBudget>): Promise<ReturnType<typeof presentBudget>> {
  const { body, tx, params } = call;
  const head = await openRegister(call, "project.manage");
  const before = (await budgetsOf(tx, [params.p])).get(params.p);
  mustMatch(call.expected, before?.version ?? 0, presentBudget(before, new Map()) as unknown as Record<string, unknown>);
  const people = [...new Set(body.rates.flatMap((rate) => rate.personId ?? []))];
  if ((await membersAmong(tx, people)).length < people.length) refuse("not_assignable", { home: "this workspace" });
  await putBudgetRow(tx, params.p, body);
  await after(workOf(call), head, "budget.set", { currency: body.currency, amount: body.amount });
  return presentBudget((await budgetsOf(tx, [params.p])).get(params.p), await namesOf(tx, people));
}

export async function writeReport(call: WorkspaceCall<typeof operations.writeReport>): Promise<Entry> {
  const { tx, params, body } = call;
  const head = await openRegister(call, "project.change");
  await mustHaveRoom(tx, params.p);
  return shown(tx, params.p, await report(workOf(call), head, body.note));
}

export const reportDue = "report";

/** A rhythm came round: a report is written by nobody, from what the project is on that morning. */
export async function reportInTime(work: Work, projectId: string): Promise<void> {
  const head = await lockPlan(work.tx, projectId);
  if (head === undefined || head.ended) return;
  if ((await countEntries(work.tx, projectId)) < limit) await report(work, head, "");
  const { zone } = await workingTime(work.tx, null);
  const today = dayOf(wallOfInstant(work.now.getTime(), zone));
  for (const row of await waiting(work.tx, projectId))
    if (row.next <= today) await updateEntry(work.tx, row.entry_id, { day: formatDay(nextReport(row.next, row.rhythm, today)) });
  await planReport(work.tx, projectId);
}

/** Whoever completes a milestone has had its gates passed or waived. */
export async function mustBePassed(tx: Tx, taskId: string): Promise<void> {
  const gate = await openGateAt(tx, taskId);
  if (gate !== null) refuse("gate_not_passed", { gate });
}

async function mustHaveRoom(tx: Tx, projectId: string): Promise<void> {
  if ((await countEntries(tx, projectId)) >= limit) refuse("too_many_entries", { limit });
}

async function report(work: Work, head: PlanHead, note: string): Promise<string> {
  const read = (await readAll(work.tx, [head], work.now, false)).get(head.project_id) as Read;
  const { zone } = read.time;
  const id = work.newId();
  const day = formatDay(dayOf(wallOfInstant(work.now.getTime(), zone)));
  await insertEntry(work.tx, {
    id,
    projectId: head.project_id,
    kind: "report",
    title: day,
    notes: note,
    ownerId: null,
    taskId: null,
    day,
    said: { facts: factsOf(read) },
    by: work.actorId,
  });
  const people = [
    ...new Set(read.entries.flatMap((entry) => (entry.kind === "stakeholder" && entry.owner_id !== null ? [entry.owner_id] : []))),
  ];
  await work.append(eventOf(head, "report.written", await countEvents(work.tx, head.project_id), { entryId: id, name: head.name, people }));
  return id;
}

async function after(work: Work, head: PlanHead, name: string, data: Record<string, unknown>): Promise<void> {
  await work.append(eventOf(head, name, await countEvents(work.tx, head.project_id), data));
  if (data["kind"] === "stakeholder") await planReport(work.tx, head.project_id);
}

async function planReport(tx: Tx, projectId: string): Promise<void> {
  const next = (await waiting(tx, projectId)).map((row) => row.next);
  const { zone } = await workingTime(tx, null);
  if (next.length === 0) await clearDue(tx, reportDue, projectId);
  else await setDue(tx, reportDue, projectId, morningOf(Math.min(...next), zone));
}

/** Stakeholders with a rhythm, and the day on which the next report is theirs. */
async function waiting(tx: Tx, projectId: string): Promise<{ entry_id: string; rhythm: Rhythm; next: number }[]> {
  return (await entriesOf(tx, [projectId])).flatMap((row) => {
    const next = row.kind === "stakeholder" && row.said["rhythm"] != null ? parseDay(row.day ?? row.created_at.slice(0, 10)) : null;
    return next === null ? [] : [{ entry_id: row.entry_id, rhythm: row.said["rhythm"] as Rhythm, next }];
  });
}

type RegisterCall = Pick<WorkspaceCall<typeof operations.addEntry>, "tx" | "actor" | "params">;

async function openRegister({ tx, actor, params }: RegisterCall, permission: "project.change" | "project.manage"): Promise<PlanHead> {
  await mustMayIn(tx, actor, "project", params.p, permission);
  const head = await lockPlan(tx, params.p);
  if (head === undefined) refuse("project_not_found");
  if (head.ended && permission === "project.manage") refuse("project_ended");
  return head;
}

async function found(tx: Tx, projectId: string, entryId: string): Promise<EntryRow> {
  const row = (await entriesOf(tx, [projectId], entryId))[0];
  if (row === undefined) refuse("entry_not_found");
  return row;
}

async function shown(tx: Tx, projectId: string, entryId: string): Promise<Entry> {
  return presentEntry(await found(tx, projectId, entryId));
}

async function mustFit(
  { tx, actor, params }: RegisterCall,
  body: Pick<BodyOf<typeof operations.changeEntry>, "ownerId" | "taskId">,
): Promise<void> {
  if (body.ownerId != null && (await membersAmong(tx, [body.ownerId])).length === 0) refuse("not_assignable", { home: "this workspace" });
  if (body.taskId == null) return;
  const task = await findTask(tx, actor.personId, body.taskId);
  if (task === undefined || task.deleted_at !== null || task.project_id !== params.p) refuse("task_not_found");
}

function criteriaOf(row: EntryRow): readonly Criterion[] {
  return (row.said["criteria"] as readonly Criterion[] | undefined) ?? [];
}

function eventOf(head: PlanHead, name: string, version: number, data: Record<string, unknown>): Parameters<Work["append"]>[0] {
  return { name, subjectKind: "project", subjectId: head.project_id, version, homeKind: "project", homeId: head.project_id, data };
}
