import type { AnswerOf, BodyOf, operations } from "@rondo/contract";
import { type Cadence, dueOccurrences, nextOccurrences } from "@rondo/core/cadence";
import { instantOfWall, minutesPerDay, parseDay } from "@rondo/core/calendar";
import { mustMayIn } from "../access/index.ts";
import { workingTime } from "../calendars/index.ts";
import { type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import { type ProcessRow, findProcess, processEvent, updateProcess } from "../processes/index.ts";
import { startRun } from "../runs/index.ts";
import { clearDue, setDue } from "../sweep/index.ts";
import { presentCadence } from "./present.ts";
import { type CadenceRow, cadencesOn, deleteCadence, findCadence, hasOccurrence, insertCadence, insertOccurrence, listCadences, seenCadences, updateCadence } from "./store.ts";

type Shown = AnswerOf<typeof operations.createCadence>;
type CadenceCall = Pick<WorkspaceCall<typeof operations.listCadences>, "tx" | "actor" | "params" | "now" | "system" | "newId" | "append">;

export async function list(call: WorkspaceCall<typeof operations.listCadences>): Promise<AnswerOf<typeof operations.listCadences>> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.read");
  const rows = await listCadences(call.tx, call.params.p);
  const world = await worldOf(call.tx, await calendarOf(workOf(call), call.params.p));
  return { items: rows.map((row) => presentCadence(row, row.paused ? [] : nextOf(row, call.now.getTime(), 5, world))) };
}

/** Runs that are not there yet. Each cadence gives a day's worth at most as often as a calendar can show. */
export async function occurrences({ tx, actor, query, now }: WorkspaceCall<typeof operations.listOccurrences>): Promise<AnswerOf<typeof operations.listOccurrences>> {
  const [first, last] = [parseDay(query.from) as number, parseDay(query.to) as number];
  if (last < first || last - first > 100) refuse("invalid_request", { problems: "to: from its day on, a hundred days at most", fields: [{ path: "to", problem: "out of range" }] });
  const worlds = new Map<string | null, World>();
  const items: AnswerOf<typeof operations.listOccurrences>["items"] = [];
  for (const row of await seenCadences(tx, actor)) {
    const world = worlds.get(row.calendar_id) ?? (await worldOf(tx, row.calendar_id));
    worlds.set(row.calendar_id, world);
    const [from, to] = [instantOfWall(first * minutesPerDay, world.zone), instantOfWall((last + 1) * minutesPerDay, world.zone)];
    for (const { at } of nextOccurrences(ofRow(row), Math.max(now.getTime(), from - 1), 200, world)) {
      if (at >= to) break;
      items.push({ at: instant(at), cadenceId: row.cadence_id, name: row.name, processId: row.process_id, processName: row.process_name });
    }
  }
  return { items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.cadenceId < b.cadenceId ? -1 : 1)) };
}

export async function preview(call: WorkspaceCall<typeof operations.previewCadence>): Promise<AnswerOf<typeof operations.previewCadence>> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.read");
  return { next: await upcoming(call, call.params.p, cadenceOf(call.body), 10) };
}

export async function create(call: WorkspaceCall<typeof operations.createCadence>): Promise<Shown> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.manage");
  const process = (await findProcess(call.tx, call.actor.personId, call.params.p)) as ProcessRow;
  if (process.published === null) refuse("nothing_published");
  const id = call.newId();
  const [next] = await upcoming(call, call.params.p, cadenceOf(call.body), 1);
  if (next === undefined) refuse("cadence_never");
  const { body } = call;
  await insertCadence(call.tx, { id, processId: call.params.p, name: body.name, rule: body.rule, start: body.start, until: body.until, catchUp: body.catchUp, by: call.actor.personId });
  await setDue(call.tx, dueKind, id, next);
  await tell(call, "cadence.created", { cadenceId: id, name: body.name });
  return shown(call, (await findCadence(call.tx, id)) as CadenceRow);
}

export async function change(call: WorkspaceCall<typeof operations.changeCadence>): Promise<Shown> {
  const row = await own(call);
  mustMatch(call.expected, row.version, await shown(call, row));
  const { body } = call;
  const cadence = cadenceOf({ rule: body.rule ?? (row.rule as BodyOf<typeof operations.createCadence>["rule"]), start: row.start, until: body.until === undefined ? row.until : body.until });
  const [next] = await upcoming(call, row.process_id, cadence, 1);
  if (next === undefined) refuse("cadence_never");
  const resumed = body.paused === false && row.paused;
  await updateCadence(call.tx, row.cadence_id, {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.rule !== undefined && { rule: JSON.stringify(body.rule) }),
    ...(body.until !== undefined && { until: body.until }),
    ...(body.catchUp !== undefined && { catch_up: body.catchUp }),
    ...(body.paused !== undefined && { paused: body.paused }),
    // What fell due while it rested is neither started nor missed: resting was wanted.
    ...(resumed && { done_until: call.now.toISOString() }),
  });
  if (body.paused ?? row.paused) await clearDue(call.tx, dueKind, row.cadence_id);
  else await setDue(call.tx, dueKind, row.cadence_id, next);
  await tell(call, "cadence.changed", { cadenceId: row.cadence_id, changed: Object.keys(body) });
  return shown(call, (await findCadence(call.tx, row.cadence_id)) as CadenceRow);
}

export async function end(call: WorkspaceCall<typeof operations.deleteCadence>): Promise<undefined> {
  const row = await own(call);
  await clearDue(call.tx, dueKind, row.cadence_id);
  await deleteCadence(call.tx, row.cadence_id);
  await tell(call, "cadence.ended", { cadenceId: row.cadence_id, name: row.name });
}

export const dueKind = "cadence";

/** Sets the next moment of every cadence whose zone or calendar changed; what is due and not dealt with yet stays due. */
export async function planAgain(work: Pick<Work, "tx">, calendarId: string | null): Promise<void> {
  const worlds = new Map<string | null, World>();
  for (const row of await cadencesOn(work.tx, calendarId)) {
    const world = worlds.get(row.calendar_id) ?? (await worldOf(work.tx, row.calendar_id));
    worlds.set(row.calendar_id, world);
    const [next] = nextOf(row, Date.parse(row.done_until), 1, world);
    if (next === undefined) await clearDue(work.tx, dueKind, row.cadence_id);
    else await setDue(work.tx, dueKind, row.cadence_id, next);
  }
}

/**
 * A cadence came due: starts what its catch-up policy says, records the rest as missed, and sets the next moment. The
 * occurrence's row makes each start happen once, whatever is repeated.
 */
export async function fire(work: Work, cadenceId: string): Promise<void> {
  const row = await findCadence(work.tx, cadenceId, true);
  if (row === undefined || row.paused) return;
  const world = await worldOf(work.tx, await calendarOf(work, row.process_id));
  const cadence = ofRow(row);
  const due = dueOccurrences(cadence, { since: Date.parse(row.done_until), now: work.now.getTime() }, { catchUp: row.catch_up, limit: 50 }, world);
  const process = await findProcess(work.tx, row.created_by ?? work.newId(), row.process_id);
  const stopped = process === undefined || process.retired_at !== null || process.published === null;
  for (const { at } of due.missed) await insertOccurrence(work.tx, { cadenceId, dueAt: instant(at), runId: null, missed: true });
  for (const { at, date } of due.start) {
    if (await hasOccurrence(work.tx, cadenceId, instant(at))) continue;
    const run = stopped ? null : await startRun(work, { processId: row.process_id, via: "cadence", title: `${process.name} · ${date}`, answers: {}, fillings: [], requester: { id: process.owner_id, name: process.owner_name, email: null } });
    await insertOccurrence(work.tx, { cadenceId, dueAt: instant(at), runId: run?.runId ?? null, missed: run === null });
  }
  const last = [...due.start, ...due.missed].reduce((latest, one) => Math.max(latest, one.at), due.more ? 0 : work.now.getTime());
  await updateCadence(work.tx, cadenceId, { done_until: instant(last) });
  const [next] = due.more ? [{ at: work.now.getTime() }] : nextOccurrences(cadence, work.now.getTime(), 1, world);
  if (next === undefined) await clearDue(work.tx, dueKind, cadenceId);
  else await setDue(work.tx, dueKind, cadenceId, instant(next.at));
}

async function own(call: CadenceCall & { params: { p: string; c: string } }): Promise<CadenceRow> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.manage");
  const row = await findCadence(call.tx, call.params.c, true);
  if (row === undefined || row.process_id !== call.params.p) refuse("cadence_not_found");
  return row;
}

/** The event is the process's own: who sees the process sees that it recurs. */
async function tell(call: CadenceCall, name: string, data: Record<string, unknown>): Promise<void> {
  await call.append(processEvent(name, call.params.p, await updateProcess(call.tx, call.params.p, {}), data));
}

async function shown(call: CadenceCall, row: CadenceRow): Promise<Shown> {
  return presentCadence(row, row.paused ? [] : await upcoming(call, row.process_id, ofRow(row), 5));
}

async function upcoming(call: CadenceCall, processId: string, cadence: Cadence, count: number): Promise<string[]> {
  const world = await worldOf(call.tx, await calendarOf(workOf(call), processId));
  return nextOccurrences(cadence, call.now.getTime(), count, world).map(({ at }) => instant(at));
}

function nextOf(row: CadenceRow, after: number, count: number, world: World): string[] {
  return nextOccurrences(ofRow(row), after, count, world).map(({ at }) => instant(at));
}

function ofRow(row: CadenceRow): Cadence {
  return cadenceOf({ rule: row.rule as BodyOf<typeof operations.createCadence>["rule"], start: row.start, until: row.until });
}

function cadenceOf({ rule, start, until }: Pick<BodyOf<typeof operations.createCadence>, "rule" | "start" | "until">): Cadence {
  return { rule, start, until };
}

async function calendarOf(work: Pick<Work, "tx" | "newId" | "actorId">, processId: string): Promise<string | null> {
  return (await findProcess(work.tx, work.actorId ?? work.newId(), processId))?.calendar_id ?? null;
}

type World = { readonly zone: string; readonly isWorkingDay: (date: string) => boolean };

async function worldOf(tx: Work["tx"], calendarId: string | null): Promise<World> {
  const { calendar, zone } = await workingTime(tx, calendarId);
  return {
    zone,
    isWorkingDay: (date) => {
      const midnight = (parseDay(date) ?? 0) * 1_440;
      return calendar.between(midnight, midnight + 1_440) > 0;
    },
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
