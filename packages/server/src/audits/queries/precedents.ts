import type { AnswerOf, operations } from "@rondo/contract";
import { nearestWork } from "@rondo/core/sameness";
import type { WorkspaceCall } from "../../http/index.ts";
import { listPrecedents } from "../store/audit.ts";

/** The evidence that history has for or against a new project: the nearest existing work, and how often it was done. */
export async function precedents({
  tx,
  actor,
  query,
}: WorkspaceCall<typeof operations.getPrecedents>): Promise<AnswerOf<typeof operations.getPrecedents>> {
  const rows = await listPrecedents(tx, actor);
  const steps = query.steps
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, 80);
  const nearest = nearestWork(
    query.name,
    steps,
    rows.map((row) => ({ name: row.name, steps: row.steps, at: Math.floor(Date.parse(row.at) / 60_000), times: row.times })),
  );
  return {
    looked: rows.length,
    items: nearest.flatMap(({ place, alike, times, since }) => {
      const row = rows[place];
      return row === undefined
        ? []
        : [
            {
              kind: row.kind,
              id: row.id,
              name: row.name,
              alike,
              times,
              since: new Date(since * 60_000).toISOString(),
              startable: row.startable,
            },
          ];
    }),
  };
}
