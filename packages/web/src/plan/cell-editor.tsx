import { type ReactNode, useEffect, useRef, useState } from "react";
import { Combobox, cx, Select } from "../ui/index.ts";
import type { TaskSet } from "./edit.ts";
import { type CellContext, type ColumnKey, waitsText } from "./cells.tsx";
import { dayPart, type Row } from "./model.ts";

export type Person = { readonly id: string; readonly name: string };

type Props = {
  row: Row;
  column: ColumnKey;
  /** Pixels before the text, as the cell has them. */
  indent: number;
  context: CellContext;
  people: readonly Person[];
  onSet: (set: TaskSet) => void;
  onWaits: (text: string) => string | null;
  onStart: (day: string) => void;
  /** `next`: begin a new task below; `stay`: back to the cell. */
  onClose: (then: "stay" | "next") => void;
  onIndent: (by: 1 | -1) => void;
};

/** The cell as a field. Enter or leaving it keeps what was written, Escape does not. */
export function CellEditor({ row, column, indent, context, people, onSet, onWaits, onStart, onClose, onIndent }: Props) {
  const { task, place, entry } = row;
  const { words, plan } = context;
  const label = `${words.t(columnLabel[column])}: ${task.title}`;
  if (column === "owner")
    return (
      <Opened onLeave={() => onClose("stay")}>
        <Combobox label={label} choices={people.map((one) => ({ value: one.id, label: one.name }))} value={task.owner?.id ?? null} placeholder={words.t("nobody")} onValue={(id) => {
            onSet({ owner: people.find((one) => one.id === id) ?? null });
            onClose("stay");
          }} />
      </Opened>
    );
  if (column === "column")
    return (
      <Opened onLeave={() => onClose("stay")}>
        <Select label={label} choices={[{ value: "", label: words.t("noColumn") }, ...plan.project.columns.map((one) => ({ value: one, label: one }))]} value={place.column ?? ""} onValue={(value) => {
            onSet({ column: value === "" ? null : value });
            onClose("stay");
          }} />
      </Opened>
    );
  const initial = column === "title" ? task.title : column === "duration" ? words.duration(place.workingMinutes) : column === "waits" ? waitsText(row, context) : dayPart((column === "start" ? entry?.start : place.deadline) ?? "");
  const keep = (text: string): string | null => {
    if (text === initial) return null;
    switch (column) {
      case "title":
        if (text.trim() !== "") onSet({ title: text.trim() });
        return null;
      case "duration": {
        const minutes = words.minutes(text);
        if (minutes === null) return words.t("badDuration");
        onSet({ workingMinutes: minutes, ...(minutes === 0 ? { milestone: true } : place.milestone ? { milestone: false } : {}) });
        return null;
      }
      case "waits":
        return onWaits(text);
      case "deadline":
        onSet({ deadline: text === "" ? null : `${text}T${clock(words.units.to)}` });
        return null;
      default:
        onStart(text);
        return null;
    }
  };
  return <TextCell indent={indent} label={label} initial={initial} date={column === "start" || column === "deadline"} end={column === "duration"} keep={keep} onClose={(then) => onClose(column === "title" ? then : "stay")} {...(column === "title" ? { onIndent } : {})} />;
}

const columnLabel = { title: "title", duration: "duration", start: "start", waits: "waits", deadline: "deadline", owner: "owner", column: "column", finish: "finish", float: "float", slip: "slip" } as const;

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

type TextProps = { indent: number; label: string; initial: string; date?: boolean; end?: boolean; keep: (text: string) => string | null; onClose: (then: "stay" | "next") => void; onIndent?: (by: 1 | -1) => void };

function TextCell({ indent, label, initial, date = false, end = false, keep, onClose, onIndent }: TextProps) {
  const [text, setText] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const ref = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => {
    ref.current?.focus();
    if (!date) ref.current?.select();
  }, [date]);
  const finish = (then: "stay" | "next", kept = true) => {
    if (over.current) return;
    const problem = kept ? keep(text) : null;
    if (problem !== null) return setError(problem);
    over.current = true;
    onClose(then);
  };
  return (
    <span className="relative flex h-full w-full" style={{ paddingInlineStart: indent }}>
      <input
        ref={ref}
        aria-label={label}
        aria-invalid={error !== null}
        type={date ? "date" : "text"}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setError(null);
        }}
        onBlur={() => {
          // Enter has kept it, and leaving follows from that.
          if (over.current) return;
          if (error === null && keep(text) === null) {
            over.current = true;
            onClose("stay");
          } else finish("stay", false);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") finish("next");
          else if (event.key === "Escape") finish("stay", false);
          else if (event.key === "Tab" && onIndent) onIndent(event.shiftKey ? -1 : 1);
          else return;
          event.preventDefault();
        }}
        className={cx("-mx-1.5 h-7 min-w-0 flex-1 self-center rounded-sm border bg-raised px-1.5 text-sm outline-none", end && "text-end", error === null ? "border-accent" : "border-act")}
      />
      {error === null ? null : (
        <span role="alert" className="absolute start-0 top-full z-20 mt-1 rounded-md bg-raised px-2 py-1 text-xs whitespace-nowrap text-act shadow-lg">
          {error}
        </span>
      )}
    </span>
  );
}

/** Gives the focus to the control inside and opens its list, as the arrow key would. Escape leaves the cell as it was. */
function Opened({ children, onLeave }: { children: ReactNode; onLeave: () => void }) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const control = ref.current?.querySelector<HTMLElement>("input, [role=combobox], button");
    control?.focus();
    control?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
  }, []);
  return (
    <span
      ref={ref}
      className="-mx-1.5 min-w-0 flex-1"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") onLeave();
      }}
    >
      {children}
    </span>
  );
}
