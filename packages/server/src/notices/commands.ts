import type { operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { markInformationRead, markRead } from "./store.ts";

export async function readNotice({ tx, actor, params, append }: WorkspaceCall<typeof operations.readNotice>): Promise<undefined> {
  const { there, changed } = await markRead(tx, actor.personId, params.n);
  if (!there) refuse("notice_not_found");
  if (changed) await append(readEvent(params.n, actor.personId));
}

export async function readAllNotices({ tx, actor, append }: WorkspaceCall<typeof operations.readAllNotices>): Promise<undefined> {
  const ids = await markInformationRead(tx, actor.personId);
  // One event for all of them: it is only there for the person's other browsers.
  if (ids[0] !== undefined) await append(readEvent(ids[0], actor.personId));
}

/** A notice's versions: 1 given, 2 read, 3 settled by itself; read or settled happens once. */
function readEvent(noticeId: string, personId: string) {
  return { name: "notice.read", subjectKind: "notice", subjectId: noticeId, version: 2, homeKind: "person" as const, homeId: personId };
}
