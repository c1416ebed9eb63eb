import { useEffect } from "react";

/** The name of the browser's tab, its history and what a screen reader says first on a new screen. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = `${title} · Rondo`;
  }, [title]);
}
