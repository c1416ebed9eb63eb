import type { AnswerOf, operations } from "@rondo/contract";
import { type Call, type WorkspaceCall, readLinkToken, refuse } from "../http/index.ts";
import { allowedRun, findRun } from "../runs/index.ts";
import { presentAsked } from "./present.ts";
import { type RatingRow, ratingOfRequest, ratingOfRun } from "./store.ts";

export async function ratingByLink({
  system,
  params,
}: Call<typeof operations.getRequestRating>): Promise<AnswerOf<typeof operations.getRequestRating>> {
  const { workspaceId, secretId } = readLinkToken(params.token, "request_not_found");
  const row = await system.database.inWorkspace(workspaceId, (tx) => ratingOfRequest(tx, secretId), "read");
  if (row === undefined) refuse("request_not_found");
  return presentAsked(row);
}

export async function ratingByRun({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.getRunRating>): Promise<AnswerOf<typeof operations.getRunRating>> {
  const run = allowedRun(actor, await findRun(tx, actor.personId, params.r), "run.read");
  const row = (await ratingOfRun(tx, run.run_id)) as RatingRow;
  const { asked, score } = presentAsked(row);
  return { asked: asked && row.requester_id === actor.personId, score, words: row.words, at: row.given_at };
}
