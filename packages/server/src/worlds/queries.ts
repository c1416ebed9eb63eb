import type { AnswerOf, operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { doneBy, isSample, madeBy } from "./store.ts";

/** So many are named; whoever made more knows that they did. */
const named = 20;

export async function getSample({ tx }: WorkspaceCall<typeof operations.getSample>): Promise<AnswerOf<typeof operations.getSample>> {
  if (!(await isSample(tx))) refuse("sample_not_found");
  const made = await madeBy(tx, named + 1);
  return { made: made.slice(0, named), more: made.length > named, ...(await doneBy(tx)) };
}
