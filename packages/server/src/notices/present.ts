import type { AnswerOf, operations } from "@rondo/contract";
import type { NoticeRow } from "./store.ts";

type Notice = AnswerOf<typeof operations.getInbox>["items"][number];

export function presentNotice(row: NoticeRow): Notice {
  return {
    id: row.notice_id,
    kind: row.kind as Notice["kind"],
    act: row.act,
    at: row.at,
    actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? "" },
    subjectKind: row.subject_kind as Notice["subjectKind"],
    subjectId: row.subject_id,
    title: row.title,
    read: row.read,
    why: row.why,
    stop:
      row.stop === null ? null : { step: row.stop.step, message: row.stop.message, ...(row.stop.said !== null && { said: row.stop.said }) },
  };
}
