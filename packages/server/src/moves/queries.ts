import type { AnswerOf, operations } from "@rondo/contract";
import { type Graph, compile } from "@rondo/core/process";
import { assessTransfer } from "@rondo/core/run";
import { mustMayIn } from "../access/index.ts";
import { type WorkspaceCall, refuse, workOf } from "../http/index.ts";
import { draftOf, hasRevision } from "../processes/index.ts";
import { graphOf } from "../runs/index.ts";
import type { Tx } from "../database/index.ts";
import { type Move, presentMove } from "./present.ts";
import { movedRuns, movesOf, openRuns } from "./store.ts";

/** As many open runs are looked at in one answer. */
const most = 500;

/** Every open run, with what the other revision would do to it. Nothing is changed. */
export async function preview(call: WorkspaceCall<typeof operations.previewMoves>): Promise<AnswerOf<typeof operations.previewMoves>> {
  const { tx, actor, params, body } = call;
  await mustMayIn(tx, actor, "process", params.p, "process.publish");
  const work = workOf(call);
  let to: Graph;
  if (body.to === "draft") to = compile(await draftOf(tx, params.p));
  else if (await hasRevision(tx, params.p, body.to)) to = await graphOf(work, params.p, body.to);
  else refuse("nothing_published");
  const rows = (await openRuns(tx, params.p, 10_000)).filter((row) => row.revision !== body.to);
  const runs: AnswerOf<typeof operations.previewMoves>["runs"] = [];
  for (const row of rows.slice(0, most)) {
    const from = await graphOf(work, params.p, row.revision);
    const { verdict, points, ahead } = assessTransfer(from, to, row.state, body.targets);
    const at = row.state.tokens.flatMap(({ node }) => from.steps.get(from.nodes.get(node)?.step ?? "")?.title ?? []);
    runs.push({
      id: row.run_id,
      title: row.title,
      number: row.number,
      revision: row.revision,
      version: row.version,
      startedAt: row.started_at,
      at: [...new Set(at)],
      verdict,
      points: [...points],
      ahead: [...ahead],
      finishes: row.finishes,
    });
  }
  return { runs, more: Math.max(0, rows.length - most) };
}

export async function listMoves({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listMoves>): Promise<AnswerOf<typeof operations.listMoves>> {
  await mustMayIn(tx, actor, "process", params.p, "process.read");
  const rows = await movesOf(tx, params.p);
  const runs = Map.groupBy(
    await movedRuns(
      tx,
      rows.map((row) => row.move_id),
    ),
    (run) => run.move_id,
  );
  return { items: rows.map((row) => presentMove(row, runs.get(row.move_id) ?? [])) };
}

export async function showMove(tx: Tx, processId: string, moveId: string): Promise<Move> {
  const [row] = await movesOf(tx, processId, moveId);
  if (row === undefined) refuse("move_not_found");
  return presentMove(row, await movedRuns(tx, [moveId]));
}
