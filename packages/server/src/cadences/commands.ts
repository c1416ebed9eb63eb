import type { AnswerOf, BodyOf, operations } from "@rondo/contract";
import { type Cadence, type CadenceWorld, type Occurrence, dueOccurrences, nextOccurrences, pinned } from "@rondo/core/cadence";
import { formatDay, parseDay } from "@rondo/core/calendar";
import { Refusal } from "@rondo/core/kernel";
import { answersOn } from "@rondo/core/run";
import { mustMayIn } from "../access/index.ts";
import { apart } from "../database/index.ts";
import { type Work, type WorkspaceCall, mustMatch, refuse, workOf, workOn } from "../http/index.ts";
import { type ProcessRow, changeProcess, findProcess, makeProcess, processEvent, publish, updateProcess } from "../processes/index.ts";
import { advance, graphOf, startRun } from "../runs/index.ts";
import { clearDue, setDue } from "../sweep/index.ts";
import type { Shown } from "./present.ts";
import { type Place, dayAt, instant, placeOf, problemsOf, refusedOn, shownOf, worldOf } from "./queries.ts";
import {
  type CadenceRow,
  type Why,
  cadencesOn,
  deleteCadence,
  findCadence,
  findOccurrence,
  insertCadence,
  insertOccurrence,
  openRunsOf,
  startedLate,
  updateCadence,
} from "./store.ts";

type CadenceCall = Pick<WorkspaceCall<typeof operations.listCadences>, "tx" | "actor" | "params" | "now" | "system" | "newId" | "append">;

export async function create(call: CadenceCall & Pick<WorkspaceCall<typeof operations.createCadence>, "body">): Promise<Shown> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.manage");
  const place = await placeOf(workOf(call), call.params.p);
  if (place.published === null) refuse("nothing_published");
  const { catchUp, ...parts } = call.body;
  const next = nextOf(call, parts, place);
  await mustFit(call, parts, place, next.date);
  return shownOf(workOf(call), await make(call, { ...parts, catch_up: catchUp }, next), place);
}

export async function repeat(call: WorkspaceCall<typeof operations.repeatTask>): Promise<Shown> {
  const { title, notes, doer, ownerId, rule, start } = call.body;
  const step = { id: `s${call.newId().slice(-12)}`, title, instructions: notes, role: "doer", due: null, fields: [], checklist: [] };
  const p = await makeProcess(workOf(call), {
    name: title,
    ownerId: call.actor.personId,
    everyone: "contributor",
    definition: {
      purpose: "",
      roles: [{ key: "doer", name: doer }],
      fields: [],
      intake: [],
      steps: [{ kind: "task", ...step }],
      deliverable: null,
    },
  });
  const made = { ...call, params: { ...call.params, p } };
  await changeProcess({ ...made, expected: 1, body: { fillings: [{ role: "doer", personId: ownerId, teamId: null }] } });
  await publish({ ...made, body: { note: "", pilot: null } });
  const rest = { until: null, catchUp: "latest", overlap: "start", answers: {}, expressions: {}, exceptions: [] } as const;
  return create({ ...made, body: { name: title, rule, start, ...rest, exceptions: [] } });
}

export async function change(call: WorkspaceCall<typeof operations.changeCadence>): Promise<Shown> {
  const before = await own(call);
  const place = await placeOf(workOf(call), call.params.p);
  mustMatch(call.expected, before.version, await shownOf(workOf(call), before, place));
  await settle(call, before, place);
  const { paused, from, rule, until, exceptions } = call.body;
  const changed = partsOf(call.body);
  const after = { ...before, ...changed };
  // One that has come to its end can still be named otherwise and paused.
  const asksWhen = paused === false || [rule, until, exceptions].some((part) => part !== undefined);
  const [next] = asksWhen ? [nextOf(call, after, place)] : nextOccurrences(after, call.now.getTime(), 1, place.world);
  if (call.body.answers !== undefined || call.body.expressions !== undefined)
    await mustFit(call, after, place, next?.date ?? dayAt(call.now.getTime(), place.world));
  if (from !== undefined && isLater(call, before, from, place))
    return shownOf(workOf(call), await fork(call, before, after, from, place), place);
  // What fell due while it rested, or would have by its new rule, is neither started nor missed: it was wanted so.
  await updateCadence(call.tx, before.cadence_id, {
    ...changed,
    ...(paused !== undefined && { paused }),
    done_until: instant(call.now.getTime()),
  });
  if (next === undefined || (paused ?? before.paused)) await clearDue(call.tx, dueKind, before.cadence_id);
  else await setDue(call.tx, dueKind, before.cadence_id, instant(next.at));
  await tell(call, "cadence.changed", { cadenceId: before.cadence_id, changed: Object.keys(call.body) });
  return shownOf(workOf(call), await found(call, before.cadence_id), place);
}

export async function end(call: WorkspaceCall<typeof operations.deleteCadence>): Promise<undefined> {
  const row = await own(call);
  await clearDue(call.tx, dueKind, row.cadence_id);
  await deleteCadence(call.tx, row.cadence_id);
  await tell(call, "cadence.ended", { cadenceId: row.cadence_id, name: row.name });
}

export async function startMissed(
  call: WorkspaceCall<typeof operations.startOccurrence>,
): Promise<AnswerOf<typeof operations.startOccurrence>> {
  const row = await own(call);
  const occurrence = await findOccurrence(call.tx, row.cadence_id, call.body.at);
  if (occurrence?.missed !== true) refuse("occurrence_not_found");
  const place = await placeOf(workOf(call), call.params.p);
  const process = (await findProcess(call.tx, call.actor.personId, call.params.p)) as ProcessRow;
  if (process.published === null) refuse("nothing_published");
  const runId = await startOn(workOf(call), row, process, place, dayAt(Date.parse(call.body.at), place.world));
  await startedLate(call.tx, row.cadence_id, call.body.at, runId);
  await tell(call, "cadence.changed", { cadenceId: row.cadence_id, changed: ["missed"] });
  return { runId };
}

export const dueKind = "cadence";

/** Sets the next moment of every cadence whose zone or calendar changed; what is due and not dealt with yet stays due. */
export async function planAgain(work: Pick<Work, "tx">, calendarId: string | null): Promise<void> {
  const worlds = new Map<string | null, CadenceWorld>();
  for (const row of await cadencesOn(work.tx, calendarId)) {
    const world = worlds.get(row.calendar_id) ?? (await worldOf(work.tx, row.calendar_id));
    worlds.set(row.calendar_id, world);
    const [next] = nextOccurrences(row, Date.parse(row.done_until), 1, world);
    if (next === undefined) await clearDue(work.tx, dueKind, row.cadence_id);
    else await setDue(work.tx, dueKind, row.cadence_id, instant(next.at));
  }
}

/**
 * A cadence came due: starts what its catch-up and overlap policies say, records the rest as missed, and sets the next
 * moment. The occurrence's row makes each start happen once, whatever is repeated.
 */
export async function fire(work: Work, cadenceId: string): Promise<void> {
  const row = await findCadence(work.tx, cadenceId, true);
  if (row === undefined || row.paused) return;
  const place = await placeOf(work, row.process_id);
  const due = dueOccurrences(
    row,
    { since: Date.parse(row.done_until), now: work.now.getTime() },
    { catchUp: row.catch_up, limit: 50 },
    place.world,
  );
  const process = await findProcess(work.tx, row.created_by ?? work.newId(), row.process_id);
  for (const { at } of due.missed) await insertOccurrence(work.tx, { cadenceId, dueAt: instant(at), runId: null, why: "late" });
  for (const occurrence of due.start) {
    if ((await findOccurrence(work.tx, cadenceId, instant(occurrence.at))) === undefined)
      await begin(work, row, process, place, occurrence);
  }
  const last = [...due.start, ...due.missed].reduce((latest, one) => Math.max(latest, one.at), due.more ? 0 : work.now.getTime());
  await updateCadence(work.tx, cadenceId, { done_until: instant(last) });
  const [next] = due.more ? [{ at: work.now.getTime() }] : nextOccurrences(row, work.now.getTime(), 1, place.world);
  if (next === undefined) await clearDue(work.tx, dueKind, cadenceId);
  else await setDue(work.tx, dueKind, cadenceId, instant(next.at));
}

/** Starts the run of an occurrence, or records why there is none. */
async function begin(work: Work, row: CadenceRow, process: ProcessRow | undefined, place: Place, { at, date }: Occurrence): Promise<void> {
  const missed = (why: Why, problems?: ReturnType<typeof problemsOf>): Promise<void> =>
    insertOccurrence(work.tx, {
      cadenceId: row.cadence_id,
      dueAt: instant(at),
      runId: null,
      why,
      ...(problems !== undefined && { problems }),
    });
  if (process === undefined || process.retired_at !== null || process.published === null) return missed("stopped");
  const open = row.overlap === "start" ? [] : await openRunsOf(work.tx, row.cadence_id);
  if (row.overlap === "skip" && open.length > 0) return missed("open");
  const run = await apart(work.tx, () => startOn(work, row, process, place, date));
  if (run instanceof Refusal) {
    await missed("answers", problemsOf(run));
    const version = await updateProcess(work.tx, row.process_id, {});
    return work.append(
      processEvent("cadence.stuck", row.process_id, version, {
        cadenceId: row.cadence_id,
        name: `${process.name} · ${row.name}`,
        at: instant(at),
        ownerId: process.owner_id,
        fields: run.params["fields"] ?? null,
      }),
    );
  }
  // One that goes on as a project can't be cancelled from here, and stays beside the new one.
  for (const runId of open) await apart(work.tx, () => advance(work, runId, { type: "cancel", by: null, reason: `${row.name} · ${date}` }));
  await insertOccurrence(work.tx, { cadenceId: row.cadence_id, dueAt: instant(at), runId: run, why: null });
}

/** The run of one day; refused where what the cadence answers does not fit what the process asks by now. */
async function startOn(work: Work, row: CadenceRow, process: ProcessRow, { world }: Place, day: string): Promise<string> {
  const graph = await graphOf(work, row.process_id, process.published as number);
  const answers = answersOn(graph, row, day, { now: work.now.getTime(), zone: world.zone });
  const requester = { id: process.owner_id, name: process.owner_name, email: null };
  return (
    await startRun(work, { processId: row.process_id, via: "cadence", title: `${process.name} · ${day}`, answers, fillings: [], requester })
  ).runId;
}

function partsOf({ name, rule, until, catchUp, overlap, answers, expressions, exceptions }: BodyOf<typeof operations.changeCadence>) {
  return {
    ...(name !== undefined && { name }),
    ...(rule !== undefined && { rule }),
    ...(until !== undefined && { until }),
    ...(catchUp !== undefined && { catch_up: catchUp }),
    ...(overlap !== undefined && { overlap }),
    ...(answers !== undefined && { answers }),
    ...(expressions !== undefined && { expressions }),
    ...(exceptions !== undefined && { exceptions }),
  };
}

/** Deals with what is due by the rule as it was before it changes. */
async function settle(call: CadenceCall, row: CadenceRow, { world }: Place): Promise<void> {
  if (row.paused) return;
  const [due] = nextOccurrences(row, Date.parse(row.done_until), 1, world);
  if (due !== undefined && due.at <= call.now.getTime())
    await fire({ ...workOn(call.system, call.tx, call.actor.workspaceId, null), now: call.now }, row.cadence_id);
}

/** Whether something comes due by the old rule before that day; then both are needed. */
function isLater(call: CadenceCall, before: CadenceRow, from: string, { world }: Place): boolean {
  const [next] = nextOccurrences(before, call.now.getTime(), 1, world);
  return next !== undefined && next.day < from;
}

/** The old one ends the day before; another goes on as changed, and names the days that the old rule would have. */
async function fork(call: CadenceCall, before: CadenceRow, after: CadenceRow, from: string, place: Place): Promise<CadenceRow> {
  const until = formatDay((parseDay(from) as number) - 1);
  const parts = {
    ...after,
    start: from,
    rule: pinned(after.rule, before.start),
    exceptions: after.exceptions.filter(({ day }) => day >= from),
  };
  const row = await make(call, parts, nextOf(call, parts, place));
  await updateCadence(call.tx, before.cadence_id, {
    until,
    exceptions: before.exceptions.filter(({ day }) => day < from),
    done_until: instant(call.now.getTime()),
  });
  await tell(call, "cadence.changed", { cadenceId: before.cadence_id, changed: ["until"] });
  return row;
}

async function make(
  call: CadenceCall,
  parts: Omit<Parameters<typeof insertCadence>[1], "id" | "process_id" | "by">,
  next: Occurrence,
): Promise<CadenceRow> {
  const id = call.newId();
  await insertCadence(call.tx, { ...parts, id, process_id: call.params.p, by: call.actor.personId });
  await setDue(call.tx, dueKind, id, instant(next.at));
  await tell(call, "cadence.created", { cadenceId: id, name: parts.name });
  return found(call, id);
}

async function mustFit(call: CadenceCall, parts: Pick<CadenceRow, "answers" | "expressions">, place: Place, day: string): Promise<void> {
  const refused = place.published === null ? null : await refusedOn(workOf(call), parts, place.published, place, day);
  if (refused !== null) throw refused;
}

function nextOf(call: CadenceCall, cadence: Cadence, { world }: Place): Occurrence {
  return nextOccurrences(cadence, call.now.getTime(), 1, world)[0] ?? refuse("cadence_never");
}

async function own(call: CadenceCall & { params: { p: string; c: string } }): Promise<CadenceRow> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.manage");
  const row = await findCadence(call.tx, call.params.c, true);
  if (row === undefined || row.process_id !== call.params.p) refuse("cadence_not_found");
  return row;
}

async function found(call: CadenceCall, cadenceId: string): Promise<CadenceRow> {
  return (await findCadence(call.tx, cadenceId)) as CadenceRow;
}

/** The event is the process's own: who sees the process sees that it recurs. */
async function tell(call: CadenceCall, name: string, data: Record<string, unknown>): Promise<void> {
  await call.append(processEvent(name, call.params.p, await updateProcess(call.tx, call.params.p, {}), data));
}
