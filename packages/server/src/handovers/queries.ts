import type { AnswerOf, operations } from "@rondo/contract";
import { workingTimeBetween } from "@rondo/core/calendar";
import { interfacesOf } from "@rondo/core/control";
import { type WorkingTime, workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type Actor, type WorkspaceCall, pageOf, readCursor } from "../http/index.ts";
import { allowedHandover } from "./policy.ts";
import { type Handover, presentHandover } from "./present.ts";
import { type OfferRow, findHandover, itemsOf, listHandovers, offersSeen, returnsOf } from "./store.ts";

export async function getHandover({ tx, actor, params }: WorkspaceCall<typeof operations.getHandover>): Promise<Handover> {
  return show(tx, actor, params.h);
}

export async function show(tx: Tx, actor: Actor, handoverId: string): Promise<Handover> {
  const row = allowedHandover(actor, await findHandover(tx, actor.personId, handoverId), "handover.read");
  return presentHandover(row, await itemsOf(tx, [row.handover_id]), await returnsOf(tx, [row.handover_id]), actor);
}

export async function list({
  tx,
  actor,
  query,
  system,
}: WorkspaceCall<typeof operations.listHandovers>): Promise<AnswerOf<typeof operations.listHandovers>> {
  const binding = ["handovers", actor.workspaceId, actor.personId, JSON.stringify([query.project, query.process, query.team])];
  const rows = await listHandovers(tx, actor, query, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  const items = await itemsOf(
    tx,
    rows.map((row) => row.handover_id),
  );
  const returns = await returnsOf(
    tx,
    rows.map((row) => row.handover_id),
  );
  return pageOf(
    rows,
    query.limit,
    binding,
    system.config.secret,
    (row) => [row.created_at, row.handover_id],
    (row) => presentHandover(row, items, returns, actor),
  );
}

/** Waiting counts in the working time of the side that decides. */
export async function listInterfaces({
  tx,
  actor,
  now,
}: WorkspaceCall<typeof operations.listInterfaces>): Promise<AnswerOf<typeof operations.listInterfaces>> {
  const rows = await offersSeen(tx, actor);
  const times = new Map(
    await Promise.all([...new Set(rows.map((row) => row.calendar_id))].map(async (id) => [id, await workingTime(tx, id)] as const)),
  );
  const projects = new Map(rows.map((row) => [row.project_id, { id: row.project_id, name: row.project_name }]));
  const takers = new Map(rows.map((row) => [takerKey(row), takerOf(row)]));
  const pairs = interfacesOf(
    rows.map((row) => {
      const { calendar, zone } = times.get(row.calendar_id) as WorkingTime;
      return {
        from: row.project_id,
        to: takerKey(row),
        decision: row.decision,
        minutes: workingTimeBetween(
          Date.parse(row.offered_at),
          row.decided_at === null ? now.getTime() : Date.parse(row.decided_at),
          calendar,
          zone,
        ),
      };
    }),
  );
  return {
    items: pairs.map(({ from, to, ...pair }) => ({
      project: projects.get(from) as Pair["project"],
      to: takers.get(to) as Pair["to"],
      ...pair,
    })),
  };
}

type Pair = AnswerOf<typeof operations.listInterfaces>["items"][number];

function takerOf(row: OfferRow): Pair["to"] {
  return { kind: row.process_id === null ? "team" : "process", id: row.process_id ?? row.team_id, name: row.to_name };
}

/** Teams that were deleted are told apart by what they were called. */
function takerKey(row: OfferRow): string {
  return row.process_id ?? row.team_id ?? row.to_name;
}
