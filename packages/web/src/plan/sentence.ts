import { applyEdit, type PlanEdit } from "./edit.ts";
import { type Plan, placeOf } from "./model.ts";
import { movesBetween } from "./moves.ts";
import type { Words } from "./use-words.ts";

/** What was done by an edit, and what came of it. */
export function sentenceOf(edit: PlanEdit, before: Plan, { t, weekday, duration }: Words): string {
  const titleOf = (id: string) => before.tasks.find((task) => task.id === id)?.title ?? "";
  const lengthOf = (id: string) => before.tasks.find((task) => task.id === id)?.plan?.workingMinutes;
  switch (edit.kind) {
    case "set": {
      const title = titleOf(edit.id);
      const count = movesBetween(before, applyEdit(before, edit), edit.id).others;
      if (edit.set.notBeforeWall) return t("saidStart", { title, day: weekday(edit.set.notBeforeWall), count });
      if (edit.set.notBeforeWall === null) return t("saidNoStart", { title, count });
      if (edit.set.workingMinutes !== undefined && edit.set.workingMinutes !== lengthOf(edit.id))
        return t("saidDuration", { title, duration: duration(edit.set.workingMinutes), count });
      if (edit.set.column) return t("saidColumn", { title, column: edit.set.column });
      if (
        edit.set.planning &&
        before.tasks.some(
          (task) =>
            task.id === edit.id &&
            (["assignments", "placeholders"] as const).some(
              (part) => JSON.stringify(placeOf(task).planning[part]) !== JSON.stringify(edit.set.planning?.[part]),
            ),
        )
      )
        return t("saidAssigned", { title });
      return t("saidChanged", { title: edit.set.title ?? title });
    }
    case "fill":
      return t("saidFilled", { role: edit.role, name: edit.to?.name ?? t("nobody"), count: edit.ids.length });
    case "place":
      return t("saidMoved", { title: titleOf(edit.id) });
    case "add":
      return "";
    case "complete":
      return t("saidCompleted", { title: titleOf(edit.id) });
    case "reopen":
      return t("saidReopened", { title: titleOf(edit.id) });
    case "remove":
      return t("saidRemoved", { title: titleOf(edit.id) });
    case "link":
      return t("saidLinked", { from: titleOf(edit.fromId), to: titleOf(edit.toId) });
    case "relink":
      return t("saidRelinked");
    case "unlink":
      return t("saidUnlinked");
  }
}
