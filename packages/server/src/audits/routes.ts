import { createHash } from "node:crypto";
import { type AnswerOf, type Operation, operations } from "@rondo/contract";
import type { Tx } from "../database/index.ts";
import { type Route, type StreamCall, answerOnce, asStream, inWorkspace } from "../http/index.ts";
import {
  addFile,
  adopt,
  adoptFile,
  adoptLog,
  changeAudit,
  makeAudit,
  removeAudit,
  stopComparing,
  wantCompared,
} from "./commands/change.ts";
import { auditFor, seesAll } from "./policy.ts";
import { type Upload, uploadOf } from "../imports/index.ts";
import { presentAudit, presentHead } from "./present.ts";
import { minedFile, precedents } from "./queries/index.ts";
import { listAudits } from "./store/audit.ts";
import { listFiles } from "./store/files.ts";

export const auditsRoutes: Route[] = [
  inWorkspace(operations.getPrecedents, precedents),
  inWorkspace(operations.listAudits, async ({ tx, actor }) => ({
    items: (await listAudits(tx, seesAll(actor) ? null : actor.personId)).map(presentHead),
  })),
  inWorkspace(operations.makeAudit, makeAudit),
  inWorkspace(operations.getAudit, async ({ tx, actor, params }) =>
    presentAudit(await auditFor(tx, actor, params.a, "read"), await listFiles(tx, params.a)),
  ),
  inWorkspace(operations.changeAudit, changeAudit),
  inWorkspace(operations.deleteAudit, removeAudit),
  asStream(operations.addAuditFile, async (call) => {
    const file = await uploadOf(call.request);
    return answering(call, digestOf(file), (keep) => addFile(call, file, keep));
  }),
  inWorkspace(operations.compareAudit, wantCompared),
  inWorkspace(operations.stopAudit, stopComparing),
  inWorkspace(operations.adoptFamily, adopt),
  asStream(operations.getAuditLog, async (call) => call.reply.send((await minedFile(call, call.query)).mined)),
  asStream(operations.adoptLog, (call) => answering(call, JSON.stringify([call.params, call.body]), (keep) => adoptLog(call, keep))),
  asStream(operations.adoptContainer, (call) => answering(call, `${call.params.a} ${call.params.n}`, (keep) => adoptFile(call, keep))),
];

/** Long work outside a transaction, answered as any creation is; what was answered before is answered again. */
async function answering<O extends Operation>(
  call: StreamCall<O>,
  digest: string,
  work: (keep: (tx: Tx, answer: AnswerOf<O>) => Promise<void>) => Promise<AnswerOf<O>>,
): Promise<unknown> {
  const { status, body } = await answerOnce(call, digest, work);
  return call.reply.code(status).header("content-type", "application/json; charset=utf-8").send(body);
}

function digestOf(file: Upload): string {
  return createHash("sha256").update(file.fileName).update("\0").update(file.bytes).digest("hex");
}
