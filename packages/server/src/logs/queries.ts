import { ocelWriter } from "@rondo/formats/ocel";
import { xesWriter } from "@rondo/formats/xes";
import { may } from "@rondo/core/access";
import type { Database, Tx } from "../database/index.ts";
import type { Actor } from "../http/index.ts";
import { roleOf } from "../imports/index.ts";
import { isLogged, logOf, stepsToMeasure, teamsOf } from "../measures/index.ts";
import * as present from "./present.ts";
import { type RunRow, eventsOf, processesAfter, projectsAfter, runsAfter, tasksAfter } from "./store.ts";

type Source = { readonly database: Database; readonly reader: Actor };
type Put = (text: string) => Promise<void>;

/**
 * All runs that the reader may see, a trace each. Page by page, each read in a transaction of its own: however slow the
 * other end reads, it keeps no connection, and what it may see is asked anew for each.
 */
export async function writeXesOf(source: Source, put: Put): Promise<void> {
  const { pieces, flush } = collected(put);
  const writer = xesWriter(pieces);
  for await (const { runs, steps } of runPages(source)) {
    writer.traces(logOf(runs, steps));
    await flush();
  }
  writer.end();
  await flush();
}

/** The same as objects and what happened to them, with projects and their tasks. In memory is a page, and who is named. */
export async function writeOcelOf(source: Source, put: Put): Promise<void> {
  const { pieces, flush } = collected(put);
  const writer = ocelWriter(pieces, present.objectTypes, present.eventAttributes);
  const people = new Map<string, string>();
  const meet = (id: string | null, name: string | null): void => {
    if (id !== null && name !== null) people.set(id, name);
  };
  for await (const { steps } of runPages(source)) {
    for (const { by_id, by_name } of steps.filter(isLogged)) meet(by_id, by_name);
    writer.events(steps.filter(isLogged).map(present.stepEvent));
    await flush();
  }
  for await (const tasks of pages(source, tasksAfter)) {
    const events = await read(source, (tx, reader) => eventsOf(tx, reader, idsOf(tasks)));
    for (const { actor_id, actor_name } of events) meet(actor_id, actor_name);
    writer.events(events.map(present.taskEvent));
    await flush();
  }
  for await (const runs of pages(source, runsAfter)) {
    writer.objects(runs.map(present.runObject));
    await flush();
  }
  for await (const processes of pages(source, processesAfter)) {
    writer.objects(processes.map(present.processObject));
    await flush();
  }
  for await (const projects of pages(source, projectsAfter)) {
    writer.objects(projects.map(present.projectObject));
    await flush();
  }
  for await (const tasks of pages(source, tasksAfter)) {
    for (const { owner_id, owner_name } of tasks) meet(owner_id, owner_name);
    writer.objects(tasks.map(present.taskObject));
    await flush();
  }
  const teams = await read(source, async (tx, { role }) => (may("team.read", { workspace: role }) ? teamsOf(tx, [...people.keys()]) : []));
  writer.objects(present.peopleAndTeams(people, teams));
  writer.end();
  await flush();
}

const size = 200;

type Read<Row> = (tx: Tx, reader: Actor, after: string | null, limit: number) => Promise<Row[]>;

async function* pages<Row extends { readonly id: string }>(source: Source, next: Read<Row>): AsyncGenerator<Row[]> {
  for (let after: string | null = null; ;) {
    const rows: Row[] = await read(source, (tx, reader) => next(tx, reader, after, size));
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    after = rows.at(-1)?.id ?? null;
  }
}

async function* runPages(source: Source): AsyncGenerator<{ runs: RunRow[]; steps: Awaited<ReturnType<typeof stepsToMeasure>> }> {
  for await (const runs of pages(source, runsAfter)) yield { runs, steps: await read(source, (tx) => stepsToMeasure(tx, idsOf(runs))) };
}

/** With the role that the reader has by now; who is no member any more gets nothing further. */
function read<Found>({ database, reader }: Source, query: (tx: Tx, reader: Actor) => Promise<Found>): Promise<Found> {
  return database.inWorkspace(
    reader.workspaceId,
    async (tx) => {
      const role = await roleOf(tx, reader.personId);
      if (role === undefined) throw new Error("the right to this log ended");
      return query(tx, { ...reader, role });
    },
    "read",
  );
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

/** Writers put small pieces; the other end is waited for once in a page. */
function collected(put: Put): { pieces: (text: string) => void; flush: () => Promise<void> } {
  let parts: string[] = [];
  return {
    pieces: (text) => void parts.push(text),
    flush: async () => {
      const text = parts.join("");
      parts = [];
      if (text !== "") await put(text);
    },
  };
}
