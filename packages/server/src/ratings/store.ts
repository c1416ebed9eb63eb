import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

/** Of a run: whether its process asks, whether it has ended so that there is something to rate, and what was said. */
export type RatingRow = {
  run_id: string;
  asks: boolean;
  ended: boolean;
  requester_id: string | null;
  said: boolean;
  score: number | null;
  words: string;
  given_at: string | null;
};

const select = sql`
  select r.run_id, p.asks_rating as asks, (r.status = 'completed') as ended, r.requester_id, g.run_id is not null as said, g.score, coalesce(g.words, '') as words, g.given_at
  from run r join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id
  left join rating g on g.workspace_id = r.workspace_id and g.run_id = r.run_id
  where r.workspace_id = current_workspace()`;

export async function ratingOfRequest(tx: Tx, requestId: string): Promise<RatingRow | undefined> {
  return tx.first(sql<RatingRow>`${select} and r.request_id = ${requestId}`);
}

export async function ratingOfRun(tx: Tx, runId: string): Promise<RatingRow | undefined> {
  return tx.first(sql<RatingRow>`${select} and r.run_id = ${runId}`);
}

/** False when somebody has said already: it is asked once. */
export async function insertRating(
  tx: Tx,
  runId: string,
  { id, score, words }: { id: string; score: number | null; words: string },
): Promise<boolean> {
  return (
    (await tx.change(
      sql`insert into rating (workspace_id, run_id, rating_id, score, words) values (current_workspace(), ${runId}, ${id}, ${score}, ${words}) on conflict do nothing`,
    )) > 0
  );
}
