import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { dangerRowClass, type MenuEntry, popupClass, rowClass } from "./choice.ts";
import { cx } from "./cx.ts";
import { Kbd } from "./kbd.tsx";
import { type Anchor, isOwnPress } from "./opener.ts";

type Props = {
  anchor: Anchor;
  open: boolean;
  /** Opened by a key: the first entry has the focus. */
  byKeys: boolean;
  onClose: () => void;
  entries: readonly MenuEntry[];
  align: "start" | "end";
  side: "top" | "bottom";
};

export function MenuPopup({ anchor, open, byKeys, onClose, entries, align, side }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open || !byKeys) return undefined;
    // After the popup itself has taken the focus.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => popup.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus()),
    );
    return () => cancelAnimationFrame(frame);
  }, [open, byKeys]);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => (isOwnPress(anchor, details) ? details.cancel() : next ? undefined : onClose())}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align={align}
          side={side}
          collisionAvoidance={{ side: "flip", align: "shift" }}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          {/* A long one scrolls before any entry has the focus: what scrolls can be reached by keys. */}
          <Base.Popup
            ref={popup}
            tabIndex={0}
            aria-label={anchor.current?.getAttribute("aria-label") ?? anchor.current?.textContent ?? undefined}
            finalFocus={() => (hasMovedOn(popup.current) ? false : anchor.current)}
            className={cx(popupClass, "max-h-[var(--available-height)] max-w-80 min-w-48 overflow-y-auto p-1")}
          >
            {entries.map((entry, index) => {
              if (entry.kind === "line") return <Base.Separator key={index} className="my-1 h-px bg-line" />;
              if (entry.kind === "title")
                return (
                  <div key={index} className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">
                    {entry.label}
                  </div>
                );
              return (
                <Base.Item
                  key={index}
                  disabled={Boolean(entry.why)}
                  {...(entry.chosen === undefined
                    ? {}
                    : { role: entry.several === true ? "menuitemcheckbox" : "menuitemradio", "aria-checked": entry.chosen })}
                  onClick={entry.onSelect}
                  className={entry.danger ? dangerRowClass : rowClass}
                >
                  {entry.icon ? <span className="flex w-4 justify-center text-muted">{entry.icon}</span> : null}
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{entry.label}</span>
                    {entry.why ? <span className="block text-xs text-faint">{entry.why}</span> : null}
                  </span>
                  {entry.hint ? <span className="text-xs text-faint">{entry.hint}</span> : null}
                  {entry.keys ? <Kbd keys={entry.keys} /> : null}
                  {entry.chosen ? <Check size={14} className="text-accent" /> : null}
                </Base.Item>
              );
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What was chosen has put the focus where it goes on: into the title of a new step, say. */
function hasMovedOn(popup: HTMLElement | null): boolean {
  const at = document.activeElement;
  return at !== null && at !== document.body && popup?.contains(at) !== true;
}
