import { Dialog } from "@base-ui/react/dialog";
import { CornerDownLeft, Search } from "lucide-react";
import { useId, useState } from "react";
import { useText } from "../messages/index.ts";
import { cx, Kbd } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { paletteTexts } from "./palette.en.ts";
import { closeAll, takeAhead } from "./palette-state.ts";
import { type Row, usePaletteRows } from "./palette-rows.tsx";

/** Every command and everything that can be found, by typing. Opens on ⌘K, Ctrl+K and `/`. */
export function Palette() {
  const t = useText(shellTexts);
  const say = useText(paletteTexts);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const { rows, searching, problem } = usePaletteRows(typed);
  const current = Math.min(at, rows.length - 1);
  const choose = (row: Row | undefined) => {
    if (!row || row.why) return;
    closeAll();
    row.run();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeAll()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup
          aria-modal="true"
          aria-label={t("palette")}
          className="fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[min(30rem,calc(100dvh-1rem))] max-w-2xl flex-col overflow-hidden rounded-lg bg-raised text-ink shadow-lg outline-none sm:top-[12dvh]"
        >
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search size={16} className="text-faint" aria-hidden="true" />
            <input
              autoFocus
              value={typed}
              role="combobox"
              aria-label={t("palette")}
              aria-expanded
              aria-controls={list}
              aria-activedescendant={rows[current] ? `${list}-${current}` : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder={t("palettePlaceholder")}
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
              // What was typed until now had nowhere else to go.
              onFocus={() => {
                const ahead = takeAhead();
                if (ahead !== "") setTyped((was) => was + ahead);
              }}
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onKeyDown={(event) => {
                const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
                if (step !== 0) {
                  const next = (current + step + rows.length) % Math.max(1, rows.length);
                  setAt(next);
                  document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: "nearest" });
                } else if (event.key === "Enter" && !event.nativeEvent.isComposing) choose(rows[current]);
                else return;
                event.preventDefault();
              }}
            />
            <Kbd keys="escape" />
          </div>
          <ul id={list} role="listbox" aria-label={t("palette")} className="min-h-0 flex-1 overflow-y-auto p-1.5">
            {rows.map((row, index) => (
              <Option
                key={row.id}
                id={`${list}-${index}`}
                row={row}
                title={row.group === rows[index - 1]?.group ? null : row.group}
                current={index === current}
                onPoint={() => setAt(index)}
                onChoose={() => choose(row)}
              />
            ))}
          </ul>
          <p role="status" className={cx("px-4 text-sm text-muted", rows.length === 0 || problem ? "pb-4" : "sr-only")}>
            {problem
              ? t("paletteFailed", { problem })
              : searching
                ? t("paletteSearching", { typed })
                : rows.length === 0
                  ? t("paletteNothing", { typed })
                  : t("paletteResults", { count: rows.length })}
          </p>
          <p className="border-t border-line px-4 py-2 text-xs text-faint">{say("operators", { example: say("operatorsExample") })}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Option({
  id,
  row,
  title,
  current,
  onPoint,
  onChoose,
}: {
  id: string;
  row: Row;
  title: string | null;
  current: boolean;
  onPoint: () => void;
  onChoose: () => void;
}) {
  return (
    <>
      {title ? (
        <li role="presentation" className="px-2.5 pt-2 pb-1 text-xs font-medium text-faint">
          {title}
        </li>
      ) : null}
      {/* The keyboard is the input's: the focus never leaves it. */}
      <li
        id={id}
        role="option"
        aria-selected={current}
        aria-disabled={row.why ? true : undefined}
        onPointerMove={onPoint}
        onClick={onChoose}
        className={cx(
          "flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1 text-sm",
          current && "bg-hover",
          row.why && "text-faint",
        )}
      >
        <span className="flex w-4 justify-center text-faint">{row.icon}</span>
        <span className="min-w-0 flex-1">
          <span className={cx("block truncate", row.closed && "text-muted line-through")}>{row.label}</span>
          {row.why || row.below ? <span className="block truncate text-xs text-faint">{row.why ?? row.below}</span> : null}
        </span>
        {row.keys ? <Kbd keys={row.keys} /> : current ? <CornerDownLeft size={14} className="text-faint" aria-hidden="true" /> : null}
      </li>
    </>
  );
}
