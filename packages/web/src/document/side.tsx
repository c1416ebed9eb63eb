import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { IconButton } from "../ui/index.ts";
import { documentTexts } from "./en.ts";

/** Beside the text on a wide screen; over it on a narrow one. */
export function Side({ title, children, onClose }: { title: string; children: ReactNode; onClose: () => void }) {
  const t = useText(documentTexts);
  return (
    <aside
      aria-label={title}
      className="flex w-80 shrink-0 flex-col border-s border-line bg-surface max-lg:fixed max-lg:inset-y-0 max-lg:end-0 max-lg:z-30 max-lg:w-full max-lg:shadow-lg sm:max-lg:w-80 print:hidden"
    >
      <header className="flex min-h-11 items-center gap-2 border-b border-line ps-4 pe-2">
        <h2 className="min-w-0 flex-1 truncate text-sm font-medium">{title}</h2>
        <IconButton label={t("close")} icon={<X size={15} />} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-3">{children}</div>
    </aside>
  );
}
