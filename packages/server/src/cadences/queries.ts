import type { AnswerOf, operations } from "@rondo/contract";
import { type Cadence, type CadenceWorld, nextOccurrences } from "@rondo/core/cadence";
import { dayOf, formatDay, instantOfWall, minutesPerDay, parseDay, wallOfInstant } from "@rondo/core/calendar";
import { Refusal } from "@rondo/core/kernel";
import { type AnswerProblem, answersOn } from "@rondo/core/run";
import { mustMayIn } from "../access/index.ts";
import { workingTime } from "../calendars/index.ts";
import { type Work, type WorkspaceCall, refuse, workOf } from "../http/index.ts";
import { findProcess } from "../processes/index.ts";
import { graphOf } from "../runs/index.ts";
import { type Shown, presentCadence, presentOccurrence, presentPast } from "./present.ts";
import { type CadenceRow, findCadence, listCadences, listOccurrences, seenCadences } from "./store.ts";

export async function list(call: WorkspaceCall<typeof operations.listCadences>): Promise<AnswerOf<typeof operations.listCadences>> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.read");
  const place = await placeOf(workOf(call), call.params.p);
  const items: Shown[] = [];
  for (const row of await listCadences(call.tx, call.params.p)) items.push(await shownOf(workOf(call), row, place));
  return { items };
}

/** Runs that are not there yet. Each cadence gives a day's worth at most as often as a calendar can show. */
export async function ahead({
  tx,
  actor,
  query,
  now,
}: WorkspaceCall<typeof operations.listOccurrences>): Promise<AnswerOf<typeof operations.listOccurrences>> {
  const [first, last] = [parseDay(query.from) as number, parseDay(query.to) as number];
  if (last < first || last - first > 100)
    refuse("invalid_request", {
      problems: "to: from its day on, a hundred days at most",
      fields: [{ path: "to", problem: "out of range" }],
    });
  const worlds = new Map<string | null, CadenceWorld>();
  const items: AnswerOf<typeof operations.listOccurrences>["items"] = [];
  for (const row of await seenCadences(tx, actor)) {
    const world = worlds.get(row.calendar_id) ?? (await worldOf(tx, row.calendar_id));
    worlds.set(row.calendar_id, world);
    const [from, to] = [instantOfWall(first * minutesPerDay, world.zone), instantOfWall((last + 1) * minutesPerDay, world.zone)];
    for (const { at, day } of nextOccurrences(row, Math.max(now.getTime(), from - 1), 200, world)) {
      if (at >= to) break;
      items.push({
        at: instant(at),
        day,
        cadenceId: row.cadence_id,
        name: row.name,
        processId: row.process_id,
        processName: row.process_name,
      });
    }
  }
  return { items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.cadenceId < b.cadenceId ? -1 : 1)) };
}

export async function preview(call: WorkspaceCall<typeof operations.previewCadence>): Promise<AnswerOf<typeof operations.previewCadence>> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.read");
  const { world } = await placeOf(workOf(call), call.params.p);
  return { next: nextOccurrences(call.body, call.now.getTime(), 10, world).map((one) => presentOccurrence(one, call.body.exceptions)) };
}

export async function past(
  call: WorkspaceCall<typeof operations.listPastOccurrences>,
): Promise<AnswerOf<typeof operations.listPastOccurrences>> {
  await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.read");
  const row = await findCadence(call.tx, call.params.c);
  if (row === undefined || row.process_id !== call.params.p) refuse("cadence_not_found");
  return { items: (await listOccurrences(call.tx, row.cadence_id, 50)).map(presentPast) };
}

/** What a cadence's days and answers are held against: its process's calendar, and the revision that its runs start on. */
export type Place = { readonly processId: string; readonly world: CadenceWorld; readonly published: number | null };

export async function placeOf(work: Pick<Work, "tx" | "newId" | "actorId">, processId: string): Promise<Place> {
  const process = await findProcess(work.tx, work.actorId ?? work.newId(), processId);
  return { processId, world: await worldOf(work.tx, process?.calendar_id ?? null), published: process?.published ?? null };
}

export async function shownOf(work: Work, row: CadenceRow, place: Place): Promise<Shown> {
  const next = row.paused ? [] : nextOccurrences(row, work.now.getTime(), 5, place.world);
  return presentCadence(
    row,
    next.map((one) => presentOccurrence(one, row.exceptions)),
    await wrongWith(work, row, place),
  );
}

/** What is wrong with a cadence's answers on the day that it comes due next. */
export async function wrongWith(
  work: Work,
  cadence: Cadence & Pick<CadenceRow, "answers" | "expressions">,
  place: Place,
): Promise<readonly AnswerProblem[]> {
  if (place.published === null) return [];
  const [next] = nextOccurrences(cadence, work.now.getTime(), 1, place.world);
  const problem = await refusedOn(work, cadence, place.published, place, next?.date ?? dayAt(work.now.getTime(), place.world));
  return problem === null ? [] : problemsOf(problem);
}

/** Why a cadence's answers can't start a run on a day; null: they can. */
export async function refusedOn(
  work: Work,
  { answers, expressions }: Pick<CadenceRow, "answers" | "expressions">,
  revision: number,
  { processId, world }: Place,
  day: string,
): Promise<Refusal | null> {
  const graph = await graphOf(work, processId, revision);
  try {
    answersOn(graph, { answers, expressions }, day, { now: work.now.getTime(), zone: world.zone });
    return null;
  } catch (problem) {
    if (problem instanceof Refusal) return problem;
    throw problem;
  }
}

export function problemsOf({ params }: Refusal): readonly AnswerProblem[] {
  return Array.isArray(params["problems"]) ? (params["problems"] as readonly AnswerProblem[]) : [];
}

export async function worldOf(tx: Work["tx"], calendarId: string | null): Promise<CadenceWorld> {
  const { calendar, zone } = await workingTime(tx, calendarId);
  return {
    zone,
    isWorkingDay: (date) => {
      const midnight = (parseDay(date) ?? 0) * minutesPerDay;
      return calendar.between(midnight, midnight + minutesPerDay) > 0;
    },
  };
}

export function dayAt(at: number, { zone }: CadenceWorld): string {
  return formatDay(dayOf(wallOfInstant(at, zone)));
}

export function instant(at: number): string {
  return new Date(at).toISOString();
}
