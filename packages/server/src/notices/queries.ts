import type { AnswerOf, operations } from "@rondo/contract";
import { type WorkspaceCall, pageOf, readCursor } from "../http/index.ts";
import { presentNotice } from "./present.ts";
import { countUnread, listNotices } from "./store.ts";

export async function inbox({
  tx,
  actor,
  query,
  system,
}: WorkspaceCall<typeof operations.getInbox>): Promise<AnswerOf<typeof operations.getInbox>> {
  const binding = ["inbox", actor.workspaceId, actor.personId, query.show];
  const after = readCursor(query.cursor, binding, system.config.secret, 2);
  const rows = await listNotices(tx, actor.personId, query.show, after, query.limit + 1);
  const counts = await countUnread(tx, actor.personId);
  return { ...pageOf(rows, query.limit, binding, system.config.secret, (row) => [row.place, row.notice_id], presentNotice), ...counts };
}
