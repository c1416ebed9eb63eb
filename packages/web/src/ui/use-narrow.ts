import { useSyncExternalStore } from "react";

const [narrow, tight] = [queryOf("(max-width: 639px)"), queryOf("(max-width: 1439px)")];

/** Below 640 px there is room for a title and two lines, not for a table. */
export function useNarrow(): boolean {
  return useMatches(narrow);
}

/** Where the tools of a plan would stand on two lines if each choice of a zoom were a button, and each menu said its name. */
export function useTight(): boolean {
  return useMatches(tight);
}

function queryOf(text: string): MediaQueryList | null {
  return typeof matchMedia === "undefined" ? null : matchMedia(text);
}

function useMatches(query: MediaQueryList | null): boolean {
  return useSyncExternalStore(
    (listener) => {
      query?.addEventListener("change", listener);
      return () => query?.removeEventListener("change", listener);
    },
    () => query?.matches ?? false,
  );
}
