import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useText } from "../messages/index.ts";
import { cx } from "./cx.ts";
import { veilClass } from "./dialog.tsx";
import { uiTexts } from "./en.ts";
import { iconButtonClass } from "./icon-button.tsx";

type Props = {
  open: boolean;
  onOpen: (open: boolean) => void;
  title: string;
  /** Beside the close button. */ tools?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** It has nothing to press inside, so the keyboard needs the text itself to scroll it. */ scrolls?: boolean;
};

/**
 * Something opened beside what one was looking at: a task beside its list. On a wide screen the page behind stays
 * usable (not modal, no veil); on a narrow one it covers the page. Escape closes it.
 */
export function SidePanel({ open, onOpen, title, tools, children, footer, scrolls = false }: Props) {
  const t = useText(uiTexts);
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => (details.reason === "outside-press" || details.reason === "focus-out" ? undefined : onOpen(next))}
      modal={false}
    >
      <Base.Portal>
        <Base.Backdrop className={cx(veilClass, "sm:hidden")} />
        <Base.Popup
          ref={popup}
          initialFocus={popup}
          className="fixed inset-y-0 end-0 z-40 flex w-full flex-col border-s border-line bg-surface text-ink shadow-lg outline-none transition-[translate,opacity] duration-200 ease-out data-ending-style:translate-x-6 data-ending-style:opacity-0 data-starting-style:translate-x-6 data-starting-style:opacity-0 sm:w-[30rem] sm:max-w-[50vw] rtl:data-ending-style:-translate-x-6 rtl:data-starting-style:-translate-x-6"
        >
          <header className="flex min-h-12 items-center gap-2 border-b border-line ps-5 pe-2">
            <Base.Title className="min-w-0 flex-1 truncate text-sm font-medium text-muted">{title}</Base.Title>
            {tools}
            <Base.Close aria-label={t("close")} className={cx(iconButtonClass, "size-8")}>
              <X size={16} />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4" {...(scrolls ? { tabIndex: 0 } : {})}>
            {children}
          </div>
          {footer ? <footer className="border-t border-line px-5 py-3">{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
