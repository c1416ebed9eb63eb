import type { AnswerOf, operations } from "@rondo/contract";
import { type Definition, walk } from "@rondo/core/process";
import { linkToken } from "../http/index.ts";
import { ref } from "../tasks/index.ts";
import type { FileRow, HeadRow, InsideRow, LinkRow } from "./store.ts";

export type PublicView = AnswerOf<typeof operations.getPublicView>;
type PublicLink = AnswerOf<typeof operations.makePublicLink>;

export function presentLink(row: LinkRow, publicUrl: string, workspaceId: string): PublicLink {
  return {
    id: row.link_id,
    url: `${publicUrl}/public/${linkToken(workspaceId, row.link_id)}`,
    files: row.files,
    madeBy: ref(row.made_by, row.maker_name),
    madeAt: row.made_at,
    expiresAt: row.expires_at,
  };
}

/** More than anybody reads down. */
export const mostRows = 2_000;

export function presentView(
  kind: PublicView["kind"],
  head: HeadRow,
  inside: {
    readonly rows: readonly InsideRow[];
    readonly definition: Definition | null;
    readonly stages: PublicView["stages"];
    readonly text: string | null;
    readonly files: readonly FileRow[];
  },
): PublicView {
  return {
    organisation: head.organisation,
    zone: head.zone,
    kind,
    title: head.title,
    text: inside.text ?? head.text,
    end: head.ends,
    state: head.state,
    start: head.start_at,
    finish: head.finish_at,
    rows: inside.rows.slice(0, mostRows).map((row) => ({
      id: row.task_id,
      depth: row.depth,
      title: row.title,
      state: row.closed ? "done" : "open",
      start: row.start_at,
      finish: row.finish_at,
      milestone: row.milestone,
    })),
    more: Math.max(0, inside.rows.length - mostRows),
    steps:
      inside.definition === null
        ? []
        : walk(inside.definition).map(({ step, location }) => ({ depth: location.length - 1, title: step.title, text: step.instructions })),
    stages: inside.stages,
    files: inside.files.map((file) => ({ id: file.attachment_id, name: file.name, size: file.size, media: file.media })),
  };
}
