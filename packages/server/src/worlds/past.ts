import { addWorkingTime, compileCalendar, standardCalendar } from "@rondo/core/calendar";
import type { System } from "../system.ts";
import { holidaysOfBerlin, instantAt } from "./dates.ts";
import type { Here } from "./here.ts";
import { play, start } from "./play.ts";
import { improveProcess, makeProcess } from "./processes.ts";
import { dueFirst } from "./store.ts";
import type { Act, WorldRun } from "./world.ts";

/** Goes forward through the story, and what falls due on the way happens when it was due. */
export type StoryClock = { now(): Date; set(at: Date): void };

export function storyClock(begins: Date): StoryClock {
  let at = begins;
  return { now: () => at, set: (to) => void (at = to > at ? to : at) };
}

type Happening = { readonly at: number; happen(): Promise<void> };

/**
 * What happened before today: processes are published, changed and run, each thing at its own time and by whoever did it,
 * in the order of the time, as a journal tells it. Runs begun by a cadence are begun by their due moment, and go as the
 * rhythm of their process says.
 */
export async function tellPast(here: Here, present: System, clock: StoryClock, sweep: (w: string) => Promise<number>): Promise<void> {
  const { world, w } = here;
  const ahead: Happening[] = [];
  const year = here.now.getUTCFullYear();
  const calendar = compileCalendar({ ...standardCalendar, exceptions: holidaysOfBerlin(year - 1, year + 1) }, { from: 0, to: 0 });
  const later = (from: number, hours: number): number => addWorkingTime(from, Math.max(1, Math.round(hours * 60)), calendar, world.zone);
  const add = (at: number, happen: () => Promise<void>): void => {
    if (at < here.now.getTime()) ahead.push({ at, happen });
  };
  const goOn = (run: string, process: string, acts: readonly Act[], from: number): void => {
    const [act, ...rest] = acts;
    if (act === undefined) return;
    const at = later(from, act.after ?? 3);
    add(at, async () => {
      await play(here, run, process, act);
      here.played.set(run, (here.played.get(run) ?? 0) + 1);
      goOn(run, process, rest, at);
    });
  };
  const begin = (run: WorldRun, acts: readonly Act[]): void => {
    const at = Date.parse(instantAt(run.at as string, world.zone));
    add(at, async () => {
      const id = await start(here, run);
      here.runs.set(run, id);
      goOn(id, run.process, acts, at);
    });
  };

  for (const process of world.processes) {
    add(daysAgo(here, process.since), () => makeProcess(here, process, clock.now()));
    const { improved } = process;
    if (improved !== undefined) add(daysAgo(here, improved.since), () => improveProcess(here, process, improved.reason));
  }
  for (const run of world.past.runs) begin(run, run.acts);
  for (const run of world.runs) if (run.at !== undefined) begin(run, run.acts.slice(0, -1));

  const seen = new Set<string>();
  const rounds = new Map(world.past.rhythm.map(({ process, rounds }) => [process, rounds.values()]));
  const follow = async (): Promise<void> => {
    for (const [file, left] of rounds) {
      const p = here.processes.get(file)?.id;
      if (p === undefined) continue;
      for (const run of (await here.as(world.owner)("listRuns", { params: { w, p } })).items) {
        if (seen.has(run.id)) continue;
        seen.add(run.id);
        goOn(run.id, file, left.next().value ?? [], clock.now().getTime());
      }
    }
  };
  const until = async (at: Date): Promise<void> => {
    const first = await present.database.inWorkspace(w, (tx) => dueFirst(tx, at), "read");
    if (first === null) return clock.set(at);
    clock.set(first);
    if ((await sweep(w)) === 0) return clock.set(at);
    await follow();
  };

  for (;;) {
    const next = ahead.reduce<Happening | null>((least, one) => (least === null || one.at < least.at ? one : least), null);
    const at = new Date(next?.at ?? here.now.getTime());
    await until(at);
    if (clock.now() < at || (next !== null && ahead.some((one) => one.at < next.at))) continue; // something fell due before it
    if (next === null) return;
    ahead.splice(ahead.indexOf(next), 1);
    await next.happen();
  }
}

function daysAgo({ now, world }: Here, days: number): number {
  const day = new Date(now.getTime() - days * 86_400_000);
  return Date.parse(instantAt(`${day.toISOString().slice(0, 10)}T08:15`, world.zone));
}
