import type { AnswerOf, operations } from "@rondo/contract";
import { type Placed, place } from "@rondo/core/template";
import { formatWall, wallOfInstant } from "@rondo/core/calendar";
import { workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { wallText } from "../plans/index.ts";
import { presentTemplate } from "./present.ts";
import { type Content, type KeptTask, contentOf, listTemplates } from "./store.ts";

export async function list({ tx }: WorkspaceCall<typeof operations.listTemplates>): Promise<AnswerOf<typeof operations.listTemplates>> {
  return { items: (await listTemplates(tx)).map(presentTemplate) };
}

export async function dates({
  tx,
  params,
  query,
  now,
}: WorkspaceCall<typeof operations.placeTemplate>): Promise<AnswerOf<typeof operations.placeTemplate>> {
  const { start, finish } = await placed(tx, await kept(tx, params.t), query, now);
  return { start, finish };
}

export async function kept(tx: Tx, templateId: string): Promise<Content> {
  const content = await contentOf(tx, templateId);
  if (content === undefined) refuse("template_not_found");
  return content;
}

/** From a start, to an end, or else from now. */
export async function placed(
  tx: Tx,
  content: Content,
  when: { start?: string | undefined; finish?: string | undefined },
  now: Date,
): Promise<Placed<KeptTask>> {
  const { calendar, definition, zone } = await workingTime(tx, content.calendarId);
  if (when.finish !== undefined) return place(content, { finish: wallText(when.finish, "finish") }, calendar, definition);
  return place(
    content,
    { start: when.start === undefined ? formatWall(wallOfInstant(now.getTime(), zone)) : wallText(when.start, "start") },
    calendar,
    definition,
  );
}
