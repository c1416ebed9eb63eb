import { formatWall } from "@rondo/core/calendar";
import { Check, ChevronRight, Flag } from "lucide-react";
import { memo, type ReactNode } from "react";
import { cx, type MenuEntry } from "../ui/index.ts";
import { lacksFloat } from "./columns.ts";
import type { planTexts } from "./en.ts";
import { writeLinks } from "./links-text.ts";
import { isClosed, isLate, type Plan, type Row } from "./model.ts";
import { RowMenu } from "./row-menu.tsx";
import { StaffCell } from "./staff-cell.tsx";
import { Swatch } from "./swatch.tsx";
import type { Trait } from "./traits.ts";
import type { Words } from "./use-words.ts";

export type ColumnKey = "title" | "owner" | "duration" | "start" | "finish" | "waits" | "float" | "deadline" | "column" | "slip" | "trait";

type Column = { readonly width: number; readonly end?: boolean; readonly label: keyof typeof planTexts.texts; readonly editable?: boolean };

export const columnsOf: Readonly<Record<ColumnKey, Column>> = {
  title: { width: 280, label: "title", editable: true },
  owner: { width: 140, label: "owner", editable: true },
  duration: { width: 96, end: true, label: "duration", editable: true },
  start: { width: 120, end: true, label: "start", editable: true },
  finish: { width: 120, end: true, label: "finish" },
  waits: { width: 108, label: "waits", editable: true },
  float: { width: 96, end: true, label: "float" },
  deadline: { width: 120, end: true, label: "deadline", editable: true },
  slip: { width: 136, end: true, label: "slip" },
  column: { width: 112, label: "column", editable: true },
  trait: { width: 136, label: "color" },
};

/** What cells need to know besides their row; made once for all of them. */
export type CellContext = {
  readonly plan: Plan;
  readonly words: Words;
  readonly now: string;
  readonly canChange: boolean;
  /** As planners count: by task. */
  readonly numberOf: () => ReadonlyMap<string, string>;
  readonly linksInto: () => ReadonlyMap<string, Plan["links"]>;
  /** Working minutes later than in the baseline that is shown; null for a task that it doesn't know. */
  readonly slipOf: ((row: Row) => number | null) | null;
  readonly nameOf: (personId: string) => string;
  readonly onToggle: (id: string) => void;
  readonly onDone: (row: Row, done: boolean) => void;
  readonly narrow: boolean;
  /** What a task is colored by, where that is not what it stands under. */
  readonly traitOf: ((row: Row) => Trait) | null;
  /** Headings say what the colors mean. */
  readonly coloredHeads: boolean;
  /** The task that each is inside, where the tree is not shown. */
  readonly aboveOf: ((row: Row) => string | null) | null;
  /** What its menu offers, asked for when it opens; null where nothing may be changed. */
  readonly menuOf: ((row: Row) => readonly MenuEntry[]) | null;
};

type CellProps = {
  row: Row;
  column: ColumnKey;
  context: CellContext;
  /** Its dates as they would be, in minutes, while something is dragged. */ start?: number | undefined;
  finish?: number | undefined;
};

/** The columns that say something else while something is dragged. */
export const showsDates: ReadonlySet<ColumnKey> = new Set(["start", "finish", "deadline"]);

/** What a cell shows; dates are computed, so they are grey where nobody set them. */
export const Cell = memo(function Cell({ row, column, context, start, finish }: CellProps): ReactNode {
  const { words, now, plan } = context;
  const { task, place } = row;
  const there = start !== undefined && finish !== undefined;
  const entry = there && row.entry ? { ...row.entry, start: formatWall(start), finish: formatWall(finish) } : row.entry;
  const today = now.slice(0, 10);
  switch (column) {
    case "title":
      return <Title row={row} context={context} />;
    case "owner":
      return <StaffCell task={task} context={context} />;
    case "duration":
      return entry?.summary ? null : <span className="truncate">{place.milestone ? "" : words.duration(place.workingMinutes)}</span>;
    case "start":
      return entry ? (
        <span className={cx("truncate", place.notBeforeWall === null && !there && "text-muted", entry.summary && "font-medium")}>
          {words.day(entry.start, today)}
        </span>
      ) : null;
    case "finish":
      return entry ? (
        <span
          className={cx(
            "truncate",
            isLate({ task, place, entry }, now) ? "font-medium text-act" : there ? "text-ink" : "text-muted",
            entry.summary && "font-medium",
          )}
        >
          {words.day(entry.finish, today)}
        </span>
      ) : null;
    case "waits":
      return <span className="truncate text-muted">{waitsText(row, context)}</span>;
    case "float": {
      if (!entry || entry.summary || isClosed(task)) return null;
      if (lacksFloat(plan))
        return (
          <span className="text-faint" title={words.t("floatComing")}>
            <span aria-hidden>…</span>
            <span className="sr-only">{words.t("floatComing")}</span>
          </span>
        );
      const minutes = entry.totalFloatMinutes;
      return (
        <span className={cx("truncate", minutes < 0 ? "font-medium text-act" : entry.critical ? "font-medium text-accent" : "text-muted")}>
          {minutes === 0 ? words.t("floatNone") : `${minutes < 0 ? "−" : ""}${words.duration(Math.abs(minutes))}`}
        </span>
      );
    }
    case "slip": {
      const slip = context.slipOf?.(row) ?? null;
      return (
        <span className={cx("truncate", slip !== null && slip > 0 ? "font-medium text-act" : "text-muted")}>
          {slip === null ? words.t("slipNew") : slipText(slip, words)}
        </span>
      );
    }
    case "deadline":
      return place.deadline ? (
        <span className={cx("truncate", entry && entry.finish > place.deadline && !isClosed(task) ? "font-medium text-act" : "text-muted")}>
          {words.day(place.deadline, today)}
        </span>
      ) : null;
    case "trait": {
      const trait = row.inside > 0 ? null : context.traitOf?.(row);
      return trait ? (
        <span className="flex min-w-0 items-center gap-1.5">
          <Swatch tint={trait.tint} />
          <span className={cx("truncate", trait.key === "" && "text-faint")}>{trait.label}</span>
        </span>
      ) : null;
    }
    case "column":
      return (
        <span className="truncate text-muted">
          {place.column !== null && plan.project.columns.includes(place.column) ? place.column : ""}
        </span>
      );
  }
});

/** “2 d later”, “as planned”. */
export function slipText(minutes: number, { t, duration }: Words): string {
  return minutes === 0
    ? t("slipNone")
    : minutes > 0
      ? t("slipLater", { duration: duration(minutes) })
      : t("slipEarlier", { duration: duration(-minutes) });
}

export function waitsText(row: Row, { linksInto, numberOf, words }: CellContext): string {
  const links = linksInto().get(row.task.id) ?? [];
  return links.length === 0
    ? ""
    : writeLinks(
        links.map((link) => ({ ...link, number: numberOf().get(link.fromId) ?? "?" })),
        words.units,
      );
}

function Title({ row, context }: { row: Row; context: CellContext }) {
  const { words, narrow, canChange, now } = context;
  const { task, entry } = row;
  const closed = isClosed(task);
  const late = isLate(row, now);
  const above = context.aboveOf?.(row);
  return (
    <span className="flex w-full min-w-0 items-center gap-1.5" style={{ paddingInlineStart: indentOf(row.depth, narrow) }}>
      {row.inside > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={words.t(row.collapsed ? "expand" : "collapse", { title: task.title })}
          onClick={() => context.onToggle(task.id)}
          className="-mx-0.5 flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
        >
          <ChevronRight
            size={14}
            className={cx("transition-transform duration-100", !row.collapsed && "rotate-90", row.collapsed && "rtl:rotate-180")}
          />
        </button>
      ) : narrow ? null : row.place.milestone ? (
        <Flag size={13} className="w-4 shrink-0 text-accent" aria-hidden="true" />
      ) : (
        <button
          type="button"
          role="checkbox"
          aria-checked={closed}
          aria-label={words.t(closed ? "reopen" : "complete", { title: task.title })}
          tabIndex={-1}
          disabled={!canChange}
          onClick={() => context.onDone(row, !closed)}
          className={cx(
            "flex size-4 shrink-0 items-center justify-center rounded-full border hover:border-accent disabled:opacity-60 pointer-coarse:size-5",
            closed ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-raised",
          )}
        >
          {closed ? <Check size={11} strokeWidth={3} /> : null}
        </button>
      )}
      {narrow ? null : (
        <span className="min-w-4 shrink-0 text-end text-2xs text-faint tabular-nums" aria-hidden="true">
          {row.number}
        </span>
      )}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={cx("truncate", row.inside > 0 && "font-medium", closed && "text-faint line-through decoration-line-strong")}>
          {task.title}
          {above ? <span className="text-faint"> · {above}</span> : null}
        </span>
        {narrow && entry ? (
          <span className={cx("truncate text-2xs", late ? "text-act" : "text-faint")}>{words.days(entry.start, entry.finish, now)}</span>
        ) : null}
      </span>
      {row.collapsed ? <span className="shrink-0 text-2xs text-faint">{row.inside}</span> : null}
      {context.menuOf ? <RowMenu title={task.title} entries={() => context.menuOf?.(row) ?? []} words={words} /> : null}
    </span>
  );
}

/** Deep trees stop moving to the side before the title has no room. */
export function indentOf(depth: number, narrow: boolean): number {
  return narrow ? Math.min(depth, 3) * 10 : Math.min(depth, 12) * 18;
}
