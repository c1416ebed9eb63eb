import type { Calendar } from "@rondo/core/calendar";
import { useCallback, useMemo } from "react";
import { type Frozen, slipOf } from "./baseline.ts";
import type { CellContext } from "./cells.tsx";
import type { PlanEdit } from "./edit.ts";
import { type Plan, type Row, rowsOf } from "./model.ts";
import { rowEntries } from "./row-menu.tsx";
import type { Looked } from "./use-lines.ts";
import type { Words } from "./use-words.ts";

type Props = {
  plan: Plan;
  looked: Looked;
  frozen: ReadonlyMap<string, Frozen> | null;
  calendar: Calendar;
  words: Words;
  now: string;
  narrow: boolean;
  canChange: boolean;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (taskId: string) => void;
  onLink: (taskId: string) => void;
};

/** What cells need to know, made anew only when some of it differs: rows that are in sight are drawn again then. */
export function useCellContext({
  plan,
  looked,
  frozen,
  calendar,
  words,
  now,
  narrow,
  canChange,
  onEdit,
  onOpen,
  onLink,
}: Props): CellContext {
  const { groups, colors, nameOf, onToggle } = looked;
  const rows = rowsOf(plan);
  const numberOf = useMemo(() => once(() => new Map(rows.map((row) => [row.task.id, row.number]))), [plan.tasks]);
  const aboveOf = useMemo(() => {
    if (!groups) return null;
    const titles = new Map(rows.filter((row) => row.inside > 0).map((row) => [row.task.id, row.task.title]));
    // Under the heading of what it is inside, it need not be said again.
    return (row: Row) => (groups.of(row).key === row.place.parentId ? null : (titles.get(row.place.parentId ?? "") ?? null));
  }, [rows, groups]);
  const linksInto = useMemo(() => once(() => Map.groupBy(plan.links, (link) => link.toId)), [plan.links]);
  const onDone = useCallback((row: Row, done: boolean) => onEdit({ kind: done ? "complete" : "reopen", id: row.task.id }), [onEdit]);
  return useMemo(
    (): CellContext => ({
      plan,
      words,
      now,
      canChange,
      numberOf,
      linksInto,
      slipOf: frozen ? (row) => slipOf(row.entry, frozen.get(row.task.id), calendar) : null,
      nameOf,
      onToggle,
      onDone,
      narrow,
      menuOf: canChange ? (row) => rowEntries(row, { rows, words, grouped: groups !== null, onEdit, onOpen, onLink }) : null,
      traitOf: colors && colors !== groups ? (row) => colors.of(row) : null,
      coloredHeads: colors !== null && colors === groups,
      aboveOf,
    }),
    [
      aboveOf,
      nameOf,
      plan,
      rows,
      groups,
      colors,
      onEdit,
      onOpen,
      onLink,
      words,
      now,
      canChange,
      numberOf,
      linksInto,
      frozen,
      calendar,
      onToggle,
      onDone,
      narrow,
    ],
  );
}

/** Of a large plan, nothing is counted before somebody asks. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
