import type { operations } from "@rondo/contract";
import { mustMayIn } from "../access/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { type Levelling, presentLevelling } from "./present.ts";
import { findLevelling } from "./store.ts";

export async function getLevelling({ tx, actor, params }: WorkspaceCall<typeof operations.getLevelling>): Promise<Levelling> {
  await mustMayIn(tx, actor, "project", params.p, "project.read");
  const row = await findLevelling(tx, params.p, params.l);
  if (row === undefined) refuse("levelling_not_found");
  return presentLevelling(row);
}
