import type { AnswerOf, BodyOf, operations } from "@rondo/contract";
import { type Call, type Work, type WorkspaceCall, readLinkToken, refuse, workIn, workOf } from "../http/index.ts";
import { allowedRun, findRun } from "../runs/index.ts";
import { presentAsked } from "./present.ts";
import { type RatingRow, insertRating, ratingOfRequest, ratingOfRun } from "./store.ts";

type Asked = AnswerOf<typeof operations.giveRating>;
type Said = BodyOf<typeof operations.giveRating>;

/** What somebody without an account says of what they asked for, by the link that they have. */
export async function giveRating({ system, params, body, request }: Call<typeof operations.giveRating>): Promise<Asked> {
  await system.identity.assertMayTry({ kind: "request", account: null, address: request.ip });
  const { workspaceId, secretId } = readLinkToken(params.token, "request_not_found");
  return workIn(system, workspaceId, null, async (work) =>
    keep(work, (await ratingOfRequest(work.tx, secretId)) ?? refuse("request_not_found"), body),
  );
}

export async function rateRun(call: WorkspaceCall<typeof operations.rateRun>): Promise<Asked> {
  const run = allowedRun(call.actor, await findRun(call.tx, call.actor.personId, call.params.r), "run.read");
  const row = (await ratingOfRun(call.tx, run.run_id)) as RatingRow;
  if (row.requester_id !== call.actor.personId) refuse("rating_not_asked");
  return keep(workOf(call), row, call.body);
}

/** What was said stands: the same again is answered as before, anything else is refused. */
async function keep(work: Work, row: RatingRow, said: Said): Promise<Asked> {
  if (row.said && row.score === said.score && row.words === said.words) return presentAsked(row);
  const id = work.newId();
  if (!presentAsked(row).asked || !(await insertRating(work.tx, row.run_id, { id, ...said }))) refuse("rating_not_asked");
  await work.append({
    name: "run.rated",
    subjectKind: "rating",
    subjectId: id,
    version: 1,
    homeKind: "run",
    homeId: row.run_id,
    data: { run: row.run_id, score: said.score },
  });
  return { asked: false, score: said.score };
}
