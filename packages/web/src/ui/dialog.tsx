import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useText } from "../messages/index.ts";
import { cx } from "./cx.ts";
import { uiTexts } from "./en.ts";
import { iconButtonClass } from "./icon-button.tsx";

type Props = {
  open: boolean;
  onOpen: (open: boolean) => void;
  title: string;
  /** One sentence below the title. */
  about?: ReactNode;
  wide?: boolean;
  /** It has nothing to press inside, so the keyboard needs the text itself to scroll it. */
  scrolls?: boolean;
  children?: ReactNode;
  /** The buttons: the one that does it first in reading order, on the inline end. */
  actions?: ReactNode;
};

/** For a question that must be answered before going on. What can be undone needs no dialog: do it and offer Undo. */
export function Dialog({ open, onOpen, title, about, wide = false, scrolls = false, children, actions }: Props) {
  const t = useText(uiTexts);
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpen}>
      <Base.Portal>
        <Base.Backdrop className={veilClass} />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center overflow-y-auto sm:items-start sm:px-4 sm:pt-[12dvh] sm:pb-8">
          <Base.Popup
            aria-modal="true"
            ref={popup}
            initialFocus={() => popup.current?.querySelector<HTMLElement>("input, textarea, [role=combobox]") ?? popup.current}
            className={cx(
              "relative flex max-h-[92dvh] w-full flex-col rounded-t-lg bg-raised text-ink shadow-lg outline-none transition-[opacity,translate] duration-150 ease-out data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:max-h-[80dvh] sm:rounded-lg",
              wide ? "sm:max-w-3xl" : "sm:max-w-lg",
            )}
          >
            <header className="flex items-start gap-3 px-5 pt-4 pb-2">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold text-balance">{title}</Base.Title>
                {about ? <Base.Description className="mt-0.5 text-sm text-muted">{about}</Base.Description> : null}
              </div>
              <Base.Close aria-label={t("close")} className={cx(iconButtonClass, "-me-2 size-8")}>
                <X size={16} />
              </Base.Close>
            </header>
            {children ? (
              <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2" {...(scrolls ? { tabIndex: 0 } : {})}>
                {children}
              </div>
            ) : null}
            {actions ? <footer className="flex flex-row-reverse flex-wrap justify-start gap-2 px-5 pt-2 pb-4">{actions}</footer> : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

export const veilClass =
  "fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
