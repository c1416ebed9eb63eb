import { type ReactNode, useEffect, useState } from "react";
import { useText } from "../messages/index.ts";
import { uiTexts } from "./en.ts";
import { cx } from "./cx.ts";

/** Waits 300 ms before it shows anything: what is quicker than that needs no sign of waiting. */
export function Later({ after = 300, children }: { after?: number; children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return shown ? children : null;
}

/** The shape of rows that are on their way. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const t = useText(uiTexts);
  return (
    // Busy from the start, though nothing shows it yet.
    <div aria-busy="true" className="contents">
      <Later>
        <div role="status" aria-label={t("loading")} className="flex flex-col gap-3 py-3">
          {Array.from({ length: rows }, (_, row) => (
            <div key={row} className="flex items-center gap-3 px-3">
              <div className="size-4 animate-pulse rounded-full bg-pressed" />
              <div className={cx("h-3 animate-pulse rounded-sm bg-pressed", widths[row % widths.length])} />
            </div>
          ))}
        </div>
      </Later>
    </div>
  );
}

const widths = ["w-2/5", "w-3/5", "w-1/2", "w-1/3"];
