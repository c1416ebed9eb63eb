import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { popupClass, rowClass } from "./choice.ts";
import { cx } from "./cx.ts";
import { Kbd } from "./kbd.tsx";

export type MenuEntry =
  | { readonly kind: "line" }
  | { readonly kind: "title"; readonly label: string }
  | {
      readonly kind?: "item";
      readonly label: string;
      readonly icon?: ReactNode;
      readonly keys?: string;
      readonly hint?: string;
      /** A tick: this one is chosen. */
      readonly chosen?: boolean;
      readonly danger?: boolean;
      /** Why it can't be done now. */
      readonly why?: string | null;
      readonly onSelect: () => void;
    };

type Props = { trigger: ReactElement; entries: readonly MenuEntry[]; align?: "start" | "end"; side?: "top" | "bottom" };

export function Menu({ trigger, entries, align = "start", side = "bottom" }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          {/* A long one scrolls before any entry has the focus: what scrolls can be reached by keys. */}
          <Base.Popup tabIndex={0} className={cx(popupClass, "max-h-[var(--available-height)] max-w-80 min-w-48 overflow-y-auto p-1")}>
            {entries.map((entry, index) => {
              if (entry.kind === "line") return <Base.Separator key={index} className="my-1 h-px bg-line" />;
              if (entry.kind === "title") return <div key={index} className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{entry.label}</div>;
              return (
                <Base.Item key={index} disabled={Boolean(entry.why)} onClick={entry.onSelect} className={cx(rowClass, entry.danger && "text-act data-highlighted:bg-act-soft")}>
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
