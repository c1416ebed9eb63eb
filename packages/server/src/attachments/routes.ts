import { createHash } from "node:crypto";
import { operations } from "@rondo/contract";
import { type Route, type StreamCall, answerOnce, asStream, inWorkspace, refuse, sendingWhile, workIn } from "../http/index.ts";
import { anyUploadOf } from "../imports/index.ts";
import { attachFile, deleteAttachment, restoreAttachment } from "./commands.ts";
import { contentHeaders, contradictionOf, previewOf } from "./present.ts";
import { attachmentVersions, attachments, content, mayRead } from "./queries.ts";

export const attachmentRoutes: Route[] = [
  inWorkspace(operations.listAttachments, attachments),
  asStream(operations.attachFile, upload),
  asStream(operations.getAttachment, download),
  inWorkspace(operations.listAttachmentVersions, attachmentVersions),
  inWorkspace(operations.deleteAttachment, deleteAttachment),
  inWorkspace(operations.restoreAttachment, restoreAttachment),
];

/** A photo or a scanned chapter; a film belongs elsewhere. */
const largest = 25 * 1_048_576;

async function upload(call: StreamCall<typeof operations.attachFile>): Promise<unknown> {
  const { system, actor, params, request, reply } = call;
  const file = await anyUploadOf(request);
  if (file.bytes.length === 0)
    refuse("invalid_request", { problems: "file: it is empty", fields: [{ path: "file", problem: "is empty" }] });
  if (file.bytes.length > largest) refuse("too_large", { limit: "25 MiB" });
  const is = file.declared === null ? null : contradictionOf(file.declared, file.bytes);
  if (is !== null) refuse("unsupported_media_type", { expected: `it as what it is, ${is}, or as application/octet-stream` });
  // The body is no JSON, so the file's own digest stands for it under an Idempotency-Key.
  const digest = createHash("sha256")
    .update(file.fileName)
    .update("\0")
    .update(call.query.newVersionOf ?? "")
    .update("\0")
    .update(file.bytes)
    .digest("hex");
  const { status, body } = await answerOnce(call, digest, (keep) =>
    workIn(system, actor.workspaceId, actor.personId, async (work) => {
      const answer = await attachFile(work, actor, params.t, { ...file, ...call.query });
      await keep(work.tx, answer);
      return answer;
    }),
  );
  return reply.code(status).header("content-type", "application/json; charset=utf-8").send(body);
}

async function download(call: StreamCall<typeof operations.getAttachment>): Promise<unknown> {
  const { file, bytes } = await content(call);
  contentHeaders(call.reply, { name: file.name, media: file.media, shown: previewOf(file.media) !== null && !call.query.download });
  return call.reply.send(sendingWhile(call.request, call.reply, bytes, () => mayRead(call)));
}
