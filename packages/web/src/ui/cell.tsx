import { type ReactNode, useEffect, useRef, useState } from "react";
import { cx } from "./cx.ts";

type TextProps = {
  indent?: number;
  label: string;
  initial: string;
  date?: boolean;
  end?: boolean;
  keep: (text: string) => string | null;
  onClose: (then: "stay" | "next") => void;
  onIndent?: (by: 1 | -1) => void;
};

/** A cell as a field. Enter or leaving it keeps what was written, Escape does not; `keep` answers what is wrong with it. */
export function CellText({ indent = 0, label, initial, date = false, end = false, keep, onClose, onIndent }: TextProps) {
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
        className={cx(
          "-mx-1.5 h-7 min-w-0 flex-1 self-center rounded-sm border bg-raised px-1.5 text-sm outline-none",
          end && "text-end",
          error === null ? "border-accent" : "border-act",
        )}
      />
      {error === null ? null : (
        <span
          role="alert"
          className="absolute start-0 top-full z-20 mt-1 rounded-md bg-raised px-2 py-1 text-xs whitespace-nowrap text-act shadow-lg"
        >
          {error}
        </span>
      )}
    </span>
  );
}

/** Gives the focus to the control inside and opens its list, as the arrow key would. Escape leaves the cell as it was. */
export function CellChoice({ children, onLeave }: { children: ReactNode; onLeave: () => void }) {
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
