import { operations } from "@rondo/contract";
import { mustMayIn } from "../access/index.ts";
import { type Route, inWorkspace, refuse } from "../http/index.ts";
import { decideSubmission, submit, withdraw } from "./commands.ts";
import { presentSubmission } from "./present.ts";
import { findSubmission, listSubmissions } from "./store.ts";

export const submissionRoutes: Route[] = [
  inWorkspace(operations.submitDraft, submit),
  inWorkspace(operations.listSubmissions, async ({ tx, actor, params }) => {
    await mustMayIn(tx, actor, "process", params.p, "process.read");
    return { items: (await listSubmissions(tx, params.p)).map(presentSubmission) };
  }),
  inWorkspace(operations.getSubmission, async ({ tx, actor, params }) => {
    await mustMayIn(tx, actor, "process", params.p, "process.read");
    const row = await findSubmission(tx, params.p, params.s);
    if (row === undefined) refuse("submission_not_found");
    return { ...presentSubmission(row), definition: row.definition };
  }),
  inWorkspace(operations.decideSubmission, decideSubmission),
  inWorkspace(operations.withdrawSubmission, withdraw),
];
