import type { Calendar } from "@rondo/core/calendar";
import { Plus } from "lucide-react";
import { type Action, useActions } from "../shell/index.ts";
import type { ColumnKey } from "./cells.tsx";
import type { PlanEdit } from "./edit.ts";
import { nudged, stretched, tornApart } from "./gestures.ts";
import { isClosed, type Plan, type Row } from "./model.ts";
import { indent, outdent, shift } from "./outline.ts";
import type { Words } from "./use-words.ts";

type Offer = {
  columns: readonly ColumnKey[];
  rows: readonly Row[];
  /** Not the tree is shown: nothing is added to it or moved in it. */
  grouped: boolean;
  onFold: (all: boolean) => void;
  current: Row | null;
  /** The current row, or the first one. */
  row: () => Row | null;
  locked: string | null;
  calendar: Calendar;
  /** Close enough to see hours: keys go by them. */
  byHour: boolean;
  words: Words;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (id: string) => void;
  onLink: (id: string | null) => void;
  onWhy: (row: Row) => void;
  onCell: (column: ColumnKey) => void;
  onAdd: () => void;
  /** A change that is shown first and kept after a moment. */
  byKeys: (make: (plan: Plan, row: Row) => PlanEdit | null) => void;
};

/** What keys and palette do with the plan: every gesture of the hand has its twin here. */
export function useGridActions({
  columns,
  rows,
  grouped,
  onFold,
  current,
  row,
  locked,
  calendar,
  byHour,
  words,
  onEdit,
  onOpen,
  onLink,
  onWhy,
  onCell,
  onAdd,
  byKeys,
}: Offer): void {
  const { t, units } = words;
  const unit = byHour ? 60 : units.minutesPerDay;
  const nothing = rows.length === 0 ? t("noRow") : null;
  const why = locked ?? nothing;
  const tree = grouped ? t("groupedOrder") : null;
  const on = (run: (row: Row) => void) => () => {
    const here = row();
    if (here) run(here);
  };
  const place = (make: (rows: readonly Row[], id: string) => PlanEdit | null) => () => {
    const made = current && make(rows, current.task.id);
    if (made) onEdit(made);
  };
  const actions: Action[] = [
    { id: "plan.add", label: t("addTaskHere"), keys: "insert", icon: <Plus size={14} />, why: locked ?? tree, run: onAdd },
    {
      id: "plan.complete",
      label: t("keysComplete"),
      keys: "e",
      why,
      run: on(({ task }) => onEdit({ kind: isClosed(task) ? "reopen" : "complete", id: task.id })),
    },
    { id: "plan.link", label: t("linkTo"), keys: "l", why, run: on(({ task }) => onLink(task.id)) },
    { id: "plan.why", label: t("keysWhy"), keys: "w", why: nothing, run: on(onWhy) },
    { id: "plan.open", label: t("openTask"), keys: "o", why: nothing, run: on(({ task }) => onOpen(task.id)) },
    { id: "plan.indent", label: t("keysIndent"), keys: "mod+]", why: why ?? tree, run: place(indent) },
    { id: "plan.outdent", label: t("keysOutdent"), keys: "mod+[", why: why ?? tree, run: place(outdent) },
    { id: "plan.up", label: t("keysUp"), keys: "alt+arrowup", why: why ?? tree, run: place((list, id) => shift(list, id, -1)) },
    { id: "plan.down", label: t("keysDown"), keys: "alt+arrowdown", why: why ?? tree, run: place((list, id) => shift(list, id, 1)) },
    {
      id: "plan.earlier",
      label: t("keysEarlier"),
      keys: "alt+arrowleft",
      why,
      run: () => byKeys((plan, { task }) => nudged(plan, task, calendar, -1, byHour)),
    },
    {
      id: "plan.later",
      label: t("keysLater"),
      keys: "alt+arrowright",
      why,
      run: () => byKeys((plan, { task }) => nudged(plan, task, calendar, 1, byHour)),
    },
    {
      id: "plan.shorter",
      label: t("keysShorter"),
      keys: "alt+shift+arrowleft",
      why,
      run: () => byKeys((plan, { task }) => stretched(plan, task, unit, -1)),
    },
    {
      id: "plan.longer",
      label: t("keysLonger"),
      keys: "alt+shift+arrowright",
      why,
      run: () => byKeys((plan, { task }) => stretched(plan, task, unit, 1)),
    },
    { id: "plan.split", label: t("keysSplit"), keys: "alt+s", why, run: () => byKeys((plan, { task }) => tornApart(plan, task, unit)) },
    {
      id: "plan.remove",
      label: t("keysRemove"),
      keys: "delete",
      why,
      run: () => current && onEdit({ kind: "remove", id: current.task.id }),
    },
  ];
  actions.push(
    { id: "plan.foldAll", label: t("foldAll"), keys: "[", why: nothing, run: () => onFold(true) },
    { id: "plan.unfoldAll", label: t("unfoldAll"), keys: "]", why: nothing, run: () => onFold(false) },
  );
  if (columns.includes("owner")) actions.push({ id: "plan.assign", label: t("keysAssign"), keys: "a", why, run: () => onCell("owner") });
  if (columns.includes("start")) actions.push({ id: "plan.date", label: t("keysDate"), keys: "d", why, run: () => onCell("start") });
  useActions(actions);
}
