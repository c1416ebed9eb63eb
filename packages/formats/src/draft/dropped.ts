import { type Finding, words } from "@rondo/core/kernel";
import type { ProjectDraft } from "./project.ts";

type Kept = "tasks" | "members" | "notes" | "lists" | "labels" | "fields" | "plan" | "placeholders" | "types" | "baselines";

/** One finding for each noun of a project that a format has no place for: nothing is lost in silence. */
export function droppedFrom(draft: ProjectDraft, kept: readonly Kept[], format: string): Finding[] {
  const { tasks } = draft;
  const sum = (count: (task: ProjectDraft["tasks"][number]) => number): number => tasks.reduce((total, task) => total + count(task), 0);
  const counts: readonly (readonly [string, number, Kept?])[] = [
    ["lists", draft.lists.length, "lists"],
    ["labels", draft.labels.length, "labels"],
    ["people", draft.members.length, "members"],
    ["placeholders", sum((task) => task.placeholders?.length ?? 0), "placeholders"],
    ["task types", tasks.filter((task) => task.type !== undefined).length, "types"],
    ["notes", tasks.filter((task) => task.notes !== "").length, "notes"],
    ["own fields", draft.fields.length, "fields"],
    ["baselines", draft.baselines?.length ?? 0, "baselines"],
    ["links", draft.plan?.links.length ?? 0, "plan"],
    ["checklists", sum((task) => task.checklists.length)],
    ["comments", sum((task) => task.comments.length)],
    ["attachments", sum((task) => task.attachments.length)],
    ["past events", draft.history.length + sum((task) => task.history.length)],
  ];
  return counts.flatMap(([noun, count, part]) =>
    count === 0 || (part !== undefined && kept.includes(part))
      ? []
      : [
          {
            code: "not_carried",
            severity: "warning" as const,
            subject: noun,
            params: { noun, count },
            ...words`${count} ${noun} are not in the file written: ${format} has no place for them here.`,
          },
        ],
  );
}
