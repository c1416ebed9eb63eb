import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { runTexts } from "./en.ts";

/** A field that nobody enters, as it is now. */
export function Follows({ label, children }: { label: string; children: ReactNode }) {
  const t = useText(runTexts);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-xs font-medium text-muted" data-label>
        {label}
        <span className="ms-1 font-normal text-faint">{t("computedHere")}</span>
      </span>
      <output className="min-h-7 text-base text-ink">{children}</output>
    </div>
  );
}
