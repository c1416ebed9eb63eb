import { createHash } from "node:crypto";
import { operations } from "@rondo/contract";
import { type Route, type StreamCall, type Work, answerOnce, asStream, inWorkspace } from "../http/index.ts";
import { chooseColumns, matchPerson } from "./commands/choices.ts";
import { importFile } from "./commands/import.ts";
import { updateFromFile } from "./commands/update.ts";
import type { Import } from "./present.ts";
import { list, lookAtTable, report } from "./queries.ts";
import { uploadOf } from "./reading/upload.ts";

export const importRoutes: Route[] = [
  asStream(operations.importFile, upload),
  asStream(operations.lookAtTable, async (call) => call.reply.send(await lookAtTable(call, await uploadOf(call.request)))),
  inWorkspace(operations.chooseColumns, chooseColumns),
  inWorkspace(operations.listImports, list),
  inWorkspace(operations.getImport, report),
  inWorkspace(operations.matchPerson, matchPerson),
];

async function upload(call: StreamCall<typeof operations.importFile>): Promise<unknown> {
  const { system, actor, query, request, reply } = call;
  const file = await uploadOf(request);
  // The body is no JSON, so the file's own digest stands for it under an Idempotency-Key.
  const digest = createHash("sha256").update(file.fileName).update("\0").update(file.bytes).digest("hex");
  const { status, body } = await answerOnce(call, digest, async (keep) => {
    const input = {
      workspaceId: actor.workspaceId,
      personId: actor.personId,
      ...file,
      again: query.again,
      keep: (work: Work, answer: Import) => keep(work.tx, answer),
    };
    return query.update ? updateFromFile(system, actor, input) : importFile(system, input);
  });
  return reply.code(status).header("content-type", "application/json; charset=utf-8").send(body);
}
