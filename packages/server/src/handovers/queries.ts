import type { AnswerOf, operations } from "@rondo/contract";
import type { Tx } from "../database/index.ts";
import { type Actor, type WorkspaceCall, pageOf, readCursor } from "../http/index.ts";
import { allowedHandover } from "./policy.ts";
import { type Handover, presentHandover } from "./present.ts";
import { findHandover, itemsOf, listHandovers, returnsOf } from "./store.ts";

export async function getHandover({ tx, actor, params }: WorkspaceCall<typeof operations.getHandover>): Promise<Handover> {
  return show(tx, actor, params.h);
}

export async function show(tx: Tx, actor: Actor, handoverId: string): Promise<Handover> {
  const row = allowedHandover(actor, await findHandover(tx, actor.personId, handoverId), "handover.read");
  return presentHandover(row, await itemsOf(tx, [row.handover_id]), await returnsOf(tx, [row.handover_id]), actor);
}

export async function list({ tx, actor, query, system }: WorkspaceCall<typeof operations.listHandovers>): Promise<AnswerOf<typeof operations.listHandovers>> {
  const binding = ["handovers", actor.workspaceId, actor.personId, JSON.stringify([query.project, query.process])];
  const rows = await listHandovers(tx, actor, query, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  const items = await itemsOf(tx, rows.map((row) => row.handover_id));
  const returns = await returnsOf(tx, rows.map((row) => row.handover_id));
  return pageOf(rows, query.limit, binding, system.config.secret, (row) => [row.created_at, row.handover_id], (row) => presentHandover(row, items, returns, actor));
}
