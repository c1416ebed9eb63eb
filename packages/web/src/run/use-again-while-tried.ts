import { useEffect } from "react";
import type { Run } from "./run.ts";

/** An attempt that fails and is followed by another is no news of the run: it is read again as long as something is tried. */
export function useAgainWhileTried({ data, refetch }: { readonly data: Run | undefined; refetch(): Promise<unknown> }): void {
  const next = (data?.waits ?? []).flatMap(({ tried }) => (tried !== null && tried.count > 0 ? [tried.nextAt] : []));
  const tried = next.length > 0;
  // What is being tried just now is over in a moment.
  const every = next.every((at) => at !== null && Date.parse(at) > Date.now()) ? 5_000 : 1_000;
  useEffect(() => {
    if (!tried) return;
    const timer = setInterval(() => {
      if (!document.hidden) void refetch();
    }, every);
    return () => clearInterval(timer);
  }, [tried, every, refetch]);
}
