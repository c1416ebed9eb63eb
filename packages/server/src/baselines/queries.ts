import type { AnswerOf, operations } from "@rondo/contract";
import { mustMayIn } from "../access/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { presentBaseline, presentFrozen } from "./present.ts";
import { baselinesOf, findBaseline } from "./store.ts";

export async function listBaselines(
  call: WorkspaceCall<typeof operations.listBaselines>,
): Promise<AnswerOf<typeof operations.listBaselines>> {
  await mustMayIn(call.tx, call.actor, "project", call.params.p, "project.read");
  return { items: (await baselinesOf(call.tx, call.params.p)).map(presentBaseline) };
}

export async function readBaseline(call: WorkspaceCall<typeof operations.getBaseline>): Promise<AnswerOf<typeof operations.getBaseline>> {
  await mustMayIn(call.tx, call.actor, "project", call.params.p, "project.read");
  const row = await findBaseline(call.tx, call.params.p, call.params.b);
  if (row === undefined) refuse("baseline_not_found");
  return { ...presentBaseline(row), entries: row.entries.map(presentFrozen) };
}
