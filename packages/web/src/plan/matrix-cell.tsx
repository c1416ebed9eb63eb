import { memo } from "react";
import { cx } from "../ui/index.ts";
import type { Words } from "./use-words.ts";

type Props = {
  id: string;
  column: number;
  width: number;
  percent: number | null;
  /** Of a role: how many are asked for. */
  count: number;
  owns: boolean;
  label: string;
  on: boolean;
  /** What is being written in it; null while nothing is. */
  text: string | null;
  words: Words;
  onPress: () => void;
  onBegin: () => void;
  onText: (text: string) => void;
  onGive: (percent: number | null) => void;
  onCancel: () => void;
};

/** How much of a day somebody gives to a task; its owner is marked. */
export const MatrixCell = memo(
  function MatrixCell({
    id,
    column,
    width,
    percent,
    count,
    owns,
    label,
    on,
    text,
    words: { t, format },
    onPress,
    onBegin,
    onText,
    onGive,
    onCancel,
  }: Props) {
    const keep = () => {
      const read = Number.parseInt((text ?? "").trim(), 10);
      if ((text ?? "").trim() === "" || read === 0) onGive(null);
      else if (Number.isInteger(read) && read > 0 && read <= 1_000) onGive(read);
      else onCancel();
    };
    return (
      <div
        role="gridcell"
        id={id}
        aria-colindex={column}
        aria-label={text === null && label !== "" ? label : undefined}
        aria-selected={on}
        className={cx(
          "flex items-center justify-end px-2 tabular-nums -outline-offset-2",
          on && "bg-accent-soft/60 group-focus/grid:outline-2 group-focus/grid:outline-focus",
        )}
        style={{ width }}
        onPointerDown={(event) => {
          if ((event.target as HTMLElement).closest("input")) return;
          event.preventDefault();
          onPress();
        }}
        onDoubleClick={onBegin}
      >
        {text === null ? (
          percent === null ? null : (
            <span className={cx("flex items-center gap-1.5", owns ? "font-medium" : "text-muted")}>
              {owns ? <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" title={t("owner")} /> : null}
              {count > 1 ? `${format.number(count)} × ` : ""}
              {format.number(percent)} %
            </span>
          )
        ) : (
          <input
            aria-label={label}
            inputMode="numeric"
            autoFocus
            value={text}
            onChange={(event) => onText(event.target.value)}
            onFocus={(event) => event.target.value.length > 1 && event.target.select()}
            onBlur={keep}
            onKeyDown={(event) => {
              if (event.key === "Enter") keep();
              else if (event.key === "Escape") onCancel();
              event.stopPropagation();
            }}
            className="h-6 w-full rounded-sm border border-accent bg-raised px-1 text-end text-sm outline-none"
          />
        )}
      </div>
    );
  },
  (a, b) =>
    a.percent === b.percent &&
    a.count === b.count &&
    a.owns === b.owns &&
    a.on === b.on &&
    a.text === b.text &&
    a.label === b.label &&
    a.words === b.words &&
    !b.on,
);
