import { Ellipsis, Flag } from "lucide-react";
import { memo, type RefObject } from "react";
import { Avatar, cx, IconButton, Menu, type MenuEntry } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { valueOf } from "./values.ts";
import type { Words } from "./words.ts";

export type CardActs = {
  open: (row: Row) => void;
  done: (row: Row) => void;
  active: (id: string) => void;
  moves: (row: Row) => readonly MenuEntry[];
};

type Props = { row: Row; shows: readonly Attribute[]; words: Words; tabIndex: 0 | -1; carried: boolean; act: RefObject<CardActs> };

export const cardKind = "text/x-rondo-row";

/** A row as a card. Plain elements, as cells are: a board of thousands scrolls past. */
export const Card = memo(function Card({ row, shows, words, tabIndex, carried, act }: Props) {
  const { t } = words;
  const done = row.state !== "open";
  const late = row.due !== undefined && !done && words.days.dayAt(row.due) < words.days.today;
  const canFinish =
    row.kind === "task" &&
    !row.locked &&
    row.approval !== true &&
    (row.state === "open" || (row.state === "done" && row.run === undefined));
  const rest = shows.filter((one) => one.key !== "title" && one.key !== "owner" && one.key !== "due" && valueOf(row, one) !== undefined);
  return (
    <div
      data-card={row.id}
      role="group"
      aria-label={row.title}
      tabIndex={tabIndex}
      draggable={!row.locked}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData(cardKind, row.id);
      }}
      onFocus={() => act.current.active(row.id)}
      onClick={(event) => ((event.target as HTMLElement).closest("button, label, input") ? undefined : act.current.open(row))}
      className={cx(
        "group/card flex flex-col gap-1.5 rounded-md border bg-raised p-2.5 shadow-sm hover:border-line-strong",
        carried ? "border-accent outline-2 outline-accent" : "border-line",
        !row.locked && "cursor-grab active:cursor-grabbing",
      )}
    >
      <div className="flex min-w-0 items-start gap-2">
        {canFinish ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={t(done ? "reopen" : "done", { title: row.title })}
            onClick={() => act.current.done(row)}
            className={cx(
              "mt-0.5 size-4 shrink-0 rounded-full border pointer-coarse:size-6",
              done ? "border-accent bg-accent" : "border-line-strong hover:border-accent",
            )}
          />
        ) : null}
        <span
          className={cx(
            "line-clamp-3 min-w-0 flex-1 text-sm [overflow-wrap:anywhere]",
            done && row.kind === "task" && "text-faint line-through decoration-line-strong",
          )}
        >
          {row.title}
        </span>
        <span className="-my-1 -me-1 opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 pointer-coarse:opacity-100">
          <CardMenu row={row} words={words} act={act} />
        </span>
      </div>
      {rest.length > 0 ? (
        <dl className="flex flex-col gap-0.5 text-xs text-muted">
          {rest.map((attribute) => (
            <div key={attribute.key} className="flex min-w-0 gap-1.5">
              <dt className="shrink-0 text-faint">{attribute.label}</dt>
              <dd className="truncate">{words.sayOf(row, attribute)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className="flex min-h-5 items-center gap-2 text-xs text-faint">
        {row.milestone ? <Flag size={12} className="text-accent" aria-label={t("a_milestone")} /> : null}
        {row.due !== undefined && shows.some((one) => one.key === "due") ? (
          <span className={cx("tabular-nums", late && "font-medium text-act")}>
            {words.format.day(words.days.dayAt(row.due), words.days.today)}
          </span>
        ) : null}
        <span className="flex-1" />
        {row.owner !== undefined && shows.some((one) => one.key === "owner") ? (
          <Avatar name={words.nameOf(row.owner)} id={row.owner} alone />
        ) : null}
      </div>
    </div>
  );
});

/** Its entries are made when it opens. */
function CardMenu({ row, words: { t }, act }: Pick<Props, "row" | "words" | "act">) {
  return (
    <Menu
      align="end"
      trigger={<IconButton size="small" tabIndex={-1} label={t("moveCard", { title: row.title })} icon={<Ellipsis size={14} />} />}
      entries={act.current?.moves(row) ?? []}
    />
  );
}
