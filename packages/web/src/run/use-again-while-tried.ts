import { useEffect } from "react";
import type { Run } from "./run.ts";

const every = 5_000;

/** An attempt that fails and is followed by another is no news of the run: it is read again as long as something is tried. */
export function useAgainWhileTried({ data, refetch }: { readonly data: Run | undefined; refetch(): Promise<unknown> }): void {
  const tried = data?.waits.some((wait) => wait.tried !== null && wait.tried.count > 0) ?? false;
  useEffect(() => {
    if (!tried) return;
    const timer = setInterval(() => {
      if (!document.hidden) void refetch();
    }, every);
    return () => clearInterval(timer);
  }, [tried, refetch]);
}
