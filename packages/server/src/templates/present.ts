import type { AnswerOf, operations } from "@rondo/contract";
import { minutesPerDay, parseWall } from "@rondo/core/calendar";
import { ref } from "../tasks/index.ts";
import type { TemplateRow } from "./store.ts";

export type Template = AnswerOf<typeof operations.saveTemplate>;

export function presentTemplate({ content, ...row }: TemplateRow): Template {
  const roles = new Map<string, number>();
  for (const { planning } of content.tasks) for (const { role } of planning.placeholders ?? []) roles.set(role, (roles.get(role) ?? 0) + 1);
  const dayOf = (text: string): number => Math.floor((parseWall(text) ?? 0) / minutesPerDay);
  return {
    id: row.template_id,
    name: row.name,
    about: row.about,
    madeBy: ref(row.made_by, row.maker_name),
    madeAt: row.made_at,
    tasks: content.tasks.length,
    links: content.links.length,
    documents: content.documents.length,
    entries: content.entries.length,
    roles: [...roles].map(([role, tasks]) => ({ role, tasks })),
    days: dayOf(content.finish) - dayOf(content.start) + 1,
    goal: content.goal,
    endCondition: content.endCondition,
  };
}
