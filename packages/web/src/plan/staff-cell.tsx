import { Avatar } from "../ui/index.ts";
import type { PlanTask } from "./model.ts";
import { staffIn } from "./shares.ts";
import type { Words } from "./use-words.ts";

type Props = { task: PlanTask; context: { readonly words: Words; readonly nameOf: (personId: string) => string } };

/** Who is on a task, its owner first, and whom it asks for without naming anybody. */
export function StaffCell({ task, context: { words, nameOf } }: Props) {
  const { t, format } = words;
  const { ownerId, assignments, placeholders } = staffIn(task);
  const [first] = assignments;
  const shown = task.owner ?? (first ? { id: first.personId, name: nameOf(first.personId) } : null);
  const others = assignments.filter(({ personId }) => personId !== (ownerId ?? first?.personId)).map(({ personId }) => nameOf(personId));
  if (shown === null && placeholders.length === 0) return null;
  const places = placeholders.map(({ role, percent, count }) => t("placeSay", { role, percent, count }));
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {shown ? (
        <>
          <Avatar name={shown.name} id={shown.id} />
          <span className="truncate">{shown.name}</span>
        </>
      ) : null}
      {others.length > 0 ? (
        <span className="shrink-0 text-xs text-muted tabular-nums" title={t("placeMoreSay", { names: others.join(", ") })}>
          <span aria-hidden="true">{t("placeMore", { count: format.number(others.length) })}</span>
          <span className="sr-only">{t("placeMoreSay", { names: others.join(", ") })}</span>
        </span>
      ) : null}
      {places.length > 0 ? (
        <span
          className="min-w-0 truncate rounded-sm border border-dashed border-line-strong px-1 text-xs text-muted"
          title={places.join(" · ")}
        >
          {places.join(" · ")}
        </span>
      ) : null}
    </span>
  );
}
