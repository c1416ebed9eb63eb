import { PassThrough, type Writable } from "node:stream";
import { type Operation, operations } from "@rondo/contract";
import { type Route, type StreamCall, asStream, workIn } from "../http/index.ts";
import { recordForAdmins } from "../workspaces/index.ts";
import { writeExport } from "./queries.ts";

export const exportRoutes: Route[] = [
  asStream(operations.exportWorkspace, async ({ system, actor, now, request, reply }) => {
    await workIn(system, actor.workspaceId, actor.personId, (work) =>
      recordForAdmins({ tx: work.tx, append: work.append, actor }, "workspace.exported", {}),
    );
    void reply
      .header("content-type", "application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="rondo-${now.toISOString().slice(0, 10)}.json"`);
    return answerInPieces({ request, reply }, (write) => writeExport(system.database, actor.workspaceId, actor.personId, now, write));
  }),
];

/** Answers with what is written, as fast as it is read at the other end. What breaks off ends without an end. */
export function answerInPieces(
  { request, reply }: Pick<StreamCall<Operation>, "request" | "reply">,
  writeAll: (write: (text: string) => Promise<void>) => Promise<unknown>,
): unknown {
  const out = new PassThrough();
  writeAll(writerTo(out)).then(
    () => out.end(),
    (error: unknown) => {
      request.log.warn({ err: error }, "an export broke off");
      out.destroy(error as Error);
    },
  );
  return reply.send(out);
}

/** Writes and waits until there is room again; rejects when whoever reads has gone. */
export function writerTo(out: Writable): (text: string) => Promise<void> {
  return (text) => new Promise((resolve, reject) => void out.write(text, (error) => (error ? reject(error) : resolve())));
}
