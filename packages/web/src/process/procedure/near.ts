import { createContext, type RefObject, use, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Which rows of a long document are near the window. */
export type Nearby = { readonly watch: (row: HTMLElement, tell: (isNear: boolean) => void) => () => void };

/** Null where the document is short: all of it is near. */
export const Around = createContext<Nearby | null>(null);

/** From so many steps on, rows far from the window are their words alone: found by the browser and read out all the same. */
export const longFrom = 120;

export function openNearby(): Nearby {
  const told = new Map<Element, (isNear: boolean) => void>();
  let observer: IntersectionObserver | null = null;
  // On paper everything is near.
  const all = () => flushSync(() => told.forEach((tell) => tell(true)));
  const again = () => told.forEach((_, row) => (observer?.unobserve(row), observer?.observe(row)));
  return {
    watch: (row, tell) => {
      // About a screen above and below, so that Tab and the wheel find what is next already drawn.
      observer ??= new IntersectionObserver((entries) => entries.forEach((entry) => told.get(entry.target)?.(entry.isIntersecting)), {
        root: row.closest("main"),
        rootMargin: "600px 0px",
      });
      if (told.size === 0) {
        addEventListener("beforeprint", all);
        addEventListener("afterprint", again);
      }
      told.set(row, tell);
      observer.observe(row);
      return () => {
        told.delete(row);
        // One by one takes long where a thousand rows go at once, with the whole document.
        queueMicrotask(() => (told.size === 0 ? observer?.disconnect() : told.has(row) ? undefined : observer?.unobserve(row)));
        if (told.size > 0) return;
        removeEventListener("beforeprint", all);
        removeEventListener("afterprint", again);
      };
    },
  };
}

/** Whether a row is to be drawn whole. One that holds the focus stays so. */
export function useNear<E extends HTMLElement>(): { row: RefObject<E | null>; isNear: boolean } {
  const nearby = use(Around);
  const row = useRef<E>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = row.current;
    return nearby && element ? nearby.watch(element, (is) => setNear(is || element.contains(document.activeElement))) : undefined;
  }, [nearby, isNear]);
  return { row, isNear: nearby === null || isNear };
}
