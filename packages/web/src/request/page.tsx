import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { cx, Mark } from "../ui/index.ts";
import { requestTexts } from "./en.ts";

/** The page of somebody outside: the organisation's name, one column, nothing to distract. */
export function PublicPage({ organisation, wide = false, children }: { organisation: string; wide?: boolean; children: ReactNode }) {
  const t = useText(requestTexts);
  return (
    <div className="flex min-h-dvh flex-col items-center bg-ground [&_label]:text-sm [&_label]:text-ink [&_[data-label]]:text-sm [&_[data-label]]:text-ink [&_button[role=combobox]]:h-10 [&_button[role=combobox]]:px-3 [&_button[role=combobox]]:text-base">
      <header className={cx("w-full px-5", wide ? "max-w-3xl" : "max-w-xl", "pt-10 pb-4 sm:pt-16")}>
        <p className="text-base font-medium text-muted">{organisation || "\u00a0"}</p>
      </header>
      <main className={cx("w-full flex-1 px-0 pb-10 sm:px-5", wide ? "max-w-3xl" : "max-w-xl")}>
        <div className="border-y border-line bg-surface px-5 py-7 shadow-sm sm:rounded-lg sm:border sm:px-8 sm:py-9">{children}</div>
      </main>
      <footer className="flex items-center gap-1.5 pb-8 text-xs text-faint">
        <Mark size={12} /> {t("poweredBy")}
      </footer>
    </div>
  );
}
