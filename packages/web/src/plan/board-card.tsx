import { CornerUpLeft, Ellipsis, Flag } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { Avatar, Badge, Checkbox, cx, IconButton, Menu, type MenuEntry } from "../ui/index.ts";
import { isClosed, isLate, type Row } from "./model.ts";
import type { Words } from "./use-words.ts";

type Props = {
  row: Row;
  words: Words;
  now: string;
  locked: string | null;
  tabIndex: 0 | -1;
  carried: boolean;
  /** The card that takes the focus when it appears. */
  wanted: RefObject<string | null>;
  moves: readonly MenuEntry[];
  onActive: () => void;
  onDone: (done: boolean) => void;
  onOpen: () => void;
  onDrag: (transfer: DataTransfer) => void;
};

export function BoardCard({ row, words, now, locked, tabIndex, carried, wanted, moves, onActive, onDone, onOpen, onDrag }: Props) {
  const { t } = words;
  const { task, entry, place } = row;
  const closed = isClosed(task);
  const late = isLate(row, now);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted.current !== task.id) return;
    wanted.current = null;
    ref.current?.focus();
  }, [wanted, task.id]);
  return (
    <div
      ref={ref}
      data-card={task.id}
      role="group"
      aria-label={task.title}
      tabIndex={tabIndex}
      draggable={locked === null}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        onDrag(event.dataTransfer);
      }}
      onFocus={onActive}
      onClick={(event) => ((event.target as HTMLElement).closest("button, label, input") ? undefined : onOpen())}
      className={cx(
        "group/card flex flex-col gap-1.5 rounded-md border bg-raised p-2.5 shadow-sm hover:border-line-strong",
        carried ? "border-accent outline-2 outline-accent" : "border-line",
        locked === null && "cursor-grab active:cursor-grabbing",
      )}
    >
      <div className="flex min-w-0 items-start gap-2">
        <span inert={locked !== null}>
          <Checkbox round checked={closed} onChecked={onDone} label={t(closed ? "reopen" : "complete", { title: task.title })} hideLabel />
        </span>
        <span className={cx("line-clamp-3 min-w-0 flex-1 text-sm", closed && "text-faint line-through decoration-line-strong")}>
          {task.title}
        </span>
        <span className="-my-1 -me-1 opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 pointer-coarse:opacity-100">
          <Menu
            align="end"
            trigger={<IconButton size="small" label={t("moveCard", { title: task.title })} icon={<Ellipsis size={14} />} why={locked} />}
            entries={[{ label: t("openTask"), icon: <CornerUpLeft size={14} />, keys: "o", onSelect: onOpen }, { kind: "line" }, ...moves]}
          />
        </span>
      </div>
      <div className="flex min-h-5 flex-wrap items-center gap-x-2 gap-y-1 ps-6 text-xs text-faint">
        {place.milestone ? <Flag size={12} className="text-accent" aria-label={t("milestone")} /> : null}
        {entry && !closed ? (
          <span className={late ? "font-medium text-act" : ""}>{t("dueOn", { day: words.day(entry.finish, now) })}</span>
        ) : null}
        {entry?.critical && !closed ? <Badge tone="accent">{t("critical")}</Badge> : null}
        <span className="flex-1" />
        {task.owner ? <Avatar name={task.owner.name} id={task.owner.id} alone /> : null}
      </div>
    </div>
  );
}
