import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { indentOf } from "./cells.tsx";
import type { Row } from "./model.ts";

/** Where the line stands that is being written: after which row, and as what it will be added. */
export type Draft = {
  readonly afterRow: number;
  readonly parentId: string | null;
  readonly afterId: string | null | undefined;
  readonly depth: number;
};

/** Below a row: inside it if it is open and has others inside, else beside it; without a row at the end. */
export function draftBelow(rows: readonly Row[], on: Row | null): Draft {
  if (!on) return { afterRow: rows.length - 1, parentId: null, afterId: undefined, depth: 0 };
  const index = rows.indexOf(on);
  return on.inside > 0 && !on.collapsed
    ? { afterRow: index, parentId: on.task.id, afterId: null, depth: on.depth + 1 }
    : { afterRow: lastInside(rows, index), parentId: on.place.parentId, afterId: on.task.id, depth: on.depth };
}

function lastInside(rows: readonly Row[], index: number): number {
  let last = index;
  while (rows[last + 1] && (rows[last + 1] as Row).depth > (rows[index] as Row).depth) last += 1;
  return last;
}

/** A line to write in: Enter adds it and begins the next, Escape or an empty one ends. */
export function DraftRow({
  top,
  height,
  depth,
  label,
  onAdd,
  onClose,
}: {
  top: number;
  height: number;
  depth: number;
  label: string;
  onAdd: (title: string) => void;
  onClose: () => void;
}) {
  const [title, setTitle] = useState("");
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    ref.current?.focus();
    ref.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [top]);
  return (
    <div role="row" className="absolute inset-x-0 z-10 border-b border-line bg-surface" style={{ top, height }}>
      <div role="gridcell" className="flex h-full items-center px-3" style={{ paddingInlineStart: 12 + indentOf(depth, false) }}>
        <Plus size={13} className="me-2 shrink-0 text-faint" aria-hidden="true" />
        <input
          ref={ref}
          aria-label={label}
          placeholder={label}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          onBlur={() => {
            if (title.trim() !== "") onAdd(title.trim());
            onClose();
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Enter" && title.trim() !== "") {
              onAdd(title.trim());
              setTitle("");
            } else if (event.key === "Escape" || event.key === "Enter") {
              setTitle("");
              onClose();
            }
          }}
          className="h-7 min-w-0 flex-1 rounded-sm border border-accent bg-raised px-1.5 text-sm outline-none"
        />
      </div>
    </div>
  );
}
