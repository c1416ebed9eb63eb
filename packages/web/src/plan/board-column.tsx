import { useVirtualizer } from "@tanstack/react-virtual";
import { Ellipsis, Plus } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { v7 } from "../api/index.ts";
import { Button, cx, Field, IconButton, Menu, TextInput } from "../ui/index.ts";
import { BoardCard } from "./board-card.tsx";
import type { PlanEdit } from "./edit.ts";
import { type Plan, type Row } from "./model.ts";
import { type Words } from "./use-words.ts";

type ColumnProps = {
  name: string;
  index: number;
  cards: readonly Row[];
  words: Words;
  now: string;
  plan: Plan;
  locked: string | null;
  active: string | null;
  aimed: boolean;
  carried: string | null;
  wanted: RefObject<string | null>;
  onOver: (on: boolean) => void;
  onDropped: (id: string) => void;
  onActive: (id: string) => void;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (id: string) => void;
  onMove: (id: string, to: number) => void;
  onColumns?: (columns: readonly string[]) => void;
};

const dragKind = "text/x-rondo-card";

/** One column of the board with the cards of it that are in sight, and the line to add one. */
export function BoardColumn({
  name,
  index,
  cards,
  words,
  now,
  plan,
  locked,
  active,
  aimed,
  carried,
  wanted,
  onOver,
  onDropped,
  onActive,
  onEdit,
  onOpen,
  onMove,
  onColumns,
}: ColumnProps) {
  const { t } = words;
  const { columns } = plan.project;
  const scroller = useRef<HTMLDivElement>(null);
  const [renaming, setRenaming] = useState(false);
  const [adding, setAdding] = useState(false);
  const activeIndex = cards.findIndex((row) => row.task.id === active);
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 76,
    getItemKey: (at) => cards[at]?.task.id ?? at,
    overscan: 6,
    gap: 8,
    paddingEnd: 8,
  });
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex, virtual]);
  const swap = (by: number) => {
    const next = [...columns];
    [next[index], next[index + by]] = [next[index + by] ?? "", next[index] ?? ""];
    onColumns?.(next);
  };
  return (
    <section
      aria-label={`${name}, ${t("cards", { count: cards.length })}`}
      className={cx(
        "flex h-full w-72 max-w-[80vw] shrink-0 flex-col rounded-lg bg-sunken outline-2 outline-transparent transition-[outline-color] duration-100",
        aimed && "outline-accent",
      )}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragKind) || locked) return;
        event.preventDefault();
        onOver(true);
      }}
      onDragLeave={(event) => (event.currentTarget.contains(event.relatedTarget as Node | null) ? undefined : onOver(false))}
      onDrop={(event) => {
        event.preventDefault();
        onDropped(event.dataTransfer.getData(dragKind));
      }}
    >
      <header className="flex min-h-10 items-center gap-2 ps-3 pe-1.5">
        {renaming ? (
          <NameField
            label={t("columnName")}
            initial={name}
            wrong={(next) => (next !== name && columns.includes(next) ? t("columnTaken", { name: next }) : null)}
            onDone={(next) => {
              setRenaming(false);
              if (next !== "" && next !== name) onColumns?.(columns.map((one) => (one === name ? next : one)));
            }}
          />
        ) : (
          <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">
            {name} <span className="ms-1 font-normal text-faint">{cards.length}</span>
          </h2>
        )}
        {onColumns ? (
          <Menu
            align="end"
            trigger={<IconButton size="small" label={t("columnMenu", { column: name })} icon={<Ellipsis size={15} />} />}
            entries={[
              { label: t("columnRename"), onSelect: () => setRenaming(true) },
              { label: t("columnLeft"), why: index === 0 ? t("columnFirst") : null, onSelect: () => swap(-1) },
              { label: t("columnRight"), why: index === columns.length - 1 ? t("columnLast") : null, onSelect: () => swap(1) },
              {
                label: t("columnRemove"),
                danger: true,
                why: columns.length === 1 ? t("columnRemoveWhy") : null,
                onSelect: () => onColumns(columns.filter((one) => one !== name)),
              },
            ]}
          />
        ) : null}
        <IconButton
          size="small"
          label={`${t("addCard")}: ${name}`}
          icon={<Plus size={15} />}
          why={locked}
          onClick={() => setAdding(true)}
        />
      </header>
      {adding ? (
        <div className="px-2 pb-2">
          <NameField
            label={t("newTask")}
            initial=""
            onDone={(title, more) => {
              if (title !== "")
                onEdit({
                  kind: "add",
                  id: v7(),
                  title,
                  parentId: null,
                  afterId: undefined,
                  column: name,
                  workingMinutes: words.units.minutesPerDay,
                });
              setAdding(more && title !== "");
            }}
          />
        </div>
      ) : null}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2" tabIndex={-1}>
        {cards.length === 0 && !adding ? <p className="px-1 py-2 text-xs text-faint">{t("boardEmptyColumn")}</p> : null}
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = cards[item.index];
            return row ? (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                aria-setsize={cards.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <BoardCard
                  row={row}
                  words={words}
                  now={now}
                  locked={locked}
                  tabIndex={row.task.id === active || (active === null && index === 0 && item.index === 0) ? 0 : -1}
                  carried={row.task.id === carried}
                  wanted={wanted}
                  onActive={() => onActive(row.task.id)}
                  onDone={(done) => onEdit({ kind: done ? "complete" : "reopen", id: row.task.id })}
                  onOpen={() => onOpen(row.task.id)}
                  onDrag={(transfer) => transfer.setData(dragKind, row.task.id)}
                  moves={columns.map((column, to) => ({
                    label: t("moveTo", { column }),
                    chosen: to === index,
                    onSelect: () => onMove(row.task.id, to),
                  }))}
                />
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </section>
  );
}

export function NewColumn({ words: { t }, taken, onMake }: { words: Words; taken: readonly string[]; onMake: (name: string) => void }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <div className="shrink-0">
        <Button kind="quiet" icon={<Plus size={15} />} onClick={() => setOpen(true)}>
          {t("columnNew")}
        </Button>
      </div>
    );
  return (
    <div className="w-56 shrink-0">
      <NameField
        label={t("columnName")}
        initial=""
        wrong={(name) => (taken.includes(name) ? t("columnTaken", { name }) : null)}
        onDone={(name) => {
          setOpen(false);
          if (name !== "") onMake(name);
        }}
      />
    </div>
  );
}

type NameProps = {
  label: string;
  initial: string;
  /** What is wrong with a name; it stays open then. */ wrong?: (name: string) => string | null;
  /** `more` is true when it was kept by Enter: whoever writes a list goes on. */ onDone: (name: string, more: boolean) => void;
};

function NameField({ label, initial, wrong, onDone }: NameProps) {
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const ref = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => ref.current?.select(), []);
  const done = (text: string, more: boolean) => {
    if (over.current) return;
    const found = wrong?.(text) ?? null;
    setError(found);
    if (found !== null) return;
    over.current = !more;
    onDone(text, more);
    setName("");
  };
  return (
    <div className="min-w-0 flex-1">
      <Field label={label} hideLabel error={error}>
        <TextInput
          ref={ref}
          placeholder={label}
          value={name}
          onValue={(next) => {
            setName(next);
            setError(null);
          }}
          maxLength={300}
          onBlur={() => done(name.trim(), false)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Enter") done(name.trim(), name.trim() !== "" && initial === "");
            if (event.key === "Escape") done("", false);
          }}
        />
      </Field>
    </div>
  );
}
