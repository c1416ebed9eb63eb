import { ArrowDown, ArrowUp, CornerUpLeft, Ellipsis, IndentDecrease, IndentIncrease, Link2, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton, Menu, type MenuEntry } from "../ui/index.ts";
import type { PlanEdit } from "./edit.ts";
import type { Row } from "./model.ts";
import { indent, outdent, shift } from "./outline.ts";
import type { Words } from "./use-words.ts";

type Offer = {
  readonly rows: readonly Row[];
  readonly words: Words;
  /** Not the tree is shown: nothing is moved in it. */ readonly grouped: boolean;
  readonly onEdit: (edit: PlanEdit) => void;
  readonly onOpen: (id: string) => void;
  readonly onLink: (id: string) => void;
};

/** What can be done with one row, by pressing; the keys beside it do the same. */
export function rowEntries({ task }: Row, { rows, words: { t }, grouped, onEdit, onOpen, onLink }: Offer): readonly MenuEntry[] {
  const place = (label: string, keys: string, icon: ReactNode, edit: PlanEdit | null): MenuEntry => ({
    label,
    keys,
    icon,
    why: grouped ? t("groupedOrder") : edit === null ? t("menuNowhere") : null,
    onSelect: () => edit && onEdit(edit),
  });
  return [
    { label: t("openTask"), keys: "o", icon: <CornerUpLeft size={14} />, onSelect: () => onOpen(task.id) },
    { label: t("linkTo"), keys: "l", icon: <Link2 size={14} />, onSelect: () => onLink(task.id) },
    { kind: "line" },
    place(t("keysIndent"), "mod+]", <IndentIncrease size={14} />, indent(rows, task.id)),
    place(t("keysOutdent"), "mod+[", <IndentDecrease size={14} />, outdent(rows, task.id)),
    place(t("keysUp"), "alt+arrowup", <ArrowUp size={14} />, shift(rows, task.id, -1)),
    place(t("keysDown"), "alt+arrowdown", <ArrowDown size={14} />, shift(rows, task.id, 1)),
    { kind: "line" },
    {
      label: t("keysRemove"),
      keys: "delete",
      icon: <Trash2 size={14} />,
      danger: true,
      onSelect: () => onEdit({ kind: "remove", id: task.id }),
    },
  ];
}

/** Appears on the row that the hand or the keys are at. */
export function RowMenu({ title, entries, words: { t } }: { title: string; entries: () => readonly MenuEntry[]; words: Words }) {
  return (
    <span className="-me-2 shrink-0 opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 group-aria-selected/row:opacity-100 pointer-coarse:opacity-100">
      <Menu
        align="end"
        trigger={<IconButton size="small" tabIndex={-1} label={t("rowMenu", { title })} icon={<Ellipsis size={14} />} />}
        entries={entries}
      />
    </span>
  );
}
