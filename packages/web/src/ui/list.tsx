import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { useRowKeys } from "./row-keys.ts";

/** Rows of things that are more than a table's cells: tasks, notices. J and K move, Enter opens `data-row-open`. */
export function List({ label, children }: { label: string; children: ReactNode }) {
  const { ref } = useRowKeys<HTMLUListElement>();
  return (
    <ul ref={ref} aria-label={label} className="flex flex-col">
      {children}
    </ul>
  );
}

type RowProps = {
  id: string;
  /** A checkbox or a picture of the state. */ lead?: ReactNode;
  children: ReactNode;
  /** On the inline end; goes below the text when narrow. */ aside?: ReactNode;
  chosen?: boolean;
};

export function ListRow({ id, lead, children, aside, chosen = false }: RowProps) {
  return (
    <li
      data-row={id}
      tabIndex={-1}
      className={cx(
        "group/row flex min-h-10 flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line/70 px-3 py-1.5 -outline-offset-2 last:border-0 hover:bg-hover/60 focus:bg-accent-soft/60",
        chosen && "bg-accent-soft",
      )}
    >
      {lead}
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {aside ? (
        <div
          className={cx(
            "flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted max-sm:basis-full",
            Boolean(lead) && "max-sm:ps-7 max-sm:pointer-coarse:ps-9",
          )}
        >
          {aside}
        </div>
      ) : null}
    </li>
  );
}
