import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type RefObject, useEffect, useRef } from "react";
import { cx } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { Card, type CardActs, cardKind } from "./board-card.tsx";
import type { Words } from "./words.ts";

export type CellActs = {
  over: (column: number, lane: number, on: boolean) => void;
  dropped: (id: string, column: number, lane: number) => void;
};

type Props = {
  rows: readonly Row[];
  column: number;
  lane: number;
  label: string;
  empty: string;
  aimed: boolean;
  /** One of several lanes: as high as it needs, up to a limit. */ low: boolean;
  active: string | null;
  carried: string | null;
  shows: readonly Attribute[];
  words: Words;
  act: RefObject<CardActs & CellActs>;
};

/** The cards of one column in one lane. Only those in sight are in the page. */
export const BoardCell = memo(function BoardCell({
  rows,
  column,
  lane,
  label,
  empty,
  aimed,
  low,
  active,
  carried,
  shows,
  words,
  act,
}: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = shows.filter((one) => !["title", "owner", "due"].includes(one.key)).length;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 72 + lines * 18,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 4,
    gap: 8,
    paddingEnd: 8,
  });
  const at = active === null ? -1 : rows.findIndex((row) => row.id === active);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);
  return (
    <div
      role="group"
      aria-label={label}
      data-cell
      className={cx(
        "flex w-72 max-w-[80vw] shrink-0 flex-col rounded-lg bg-sunken outline-2 outline-transparent transition-[outline-color] duration-100",
        aimed && "outline-accent",
        low ? "max-h-96" : "min-h-0 flex-1",
      )}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(cardKind)) return;
        event.preventDefault();
        act.current.over(column, lane, true);
      }}
      onDragLeave={(event) =>
        event.currentTarget.contains(event.relatedTarget as Node | null) ? undefined : act.current.over(column, lane, false)
      }
      onDrop={(event) => {
        event.preventDefault();
        act.current.dropped(event.dataTransfer.getData(cardKind), column, lane);
      }}
    >
      <div ref={scroller} className={cx("overflow-y-auto p-2", low ? "min-h-14" : "min-h-0 flex-1")} tabIndex={-1}>
        {rows.length === 0 ? <p className="px-1 text-xs text-faint">{empty}</p> : null}
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row ? (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Card
                  row={row}
                  shows={shows}
                  words={words}
                  tabIndex={row.id === active || (active === null && item.index === 0) ? 0 : -1}
                  carried={row.id === carried}
                  act={act}
                />
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </div>
  );
});
