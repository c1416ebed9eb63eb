import { useEffect, useRef, useState } from "react";

type Take = (files: readonly File[]) => void;

const takers: { take: Take; over: (over: boolean) => void }[] = [];
let waiting: readonly File[] = [];

/** Files that are dropped anywhere in the window come to whoever asked for them last; answers whether some are held over it. */
export function useDroppedFiles(take: Take): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const mine = { take: (files: readonly File[]) => latest.current(files), over: setOver };
    takers.push(mine);
    const brought = waiting;
    waiting = [];
    if (brought.length > 0) mine.take(brought);
    return () => void takers.splice(takers.indexOf(mine), 1);
  }, []);
  return over;
}

/** A file dropped where nothing takes files would make the browser leave the app: it is brought to who does. */
export function useDropAnywhere(bring: () => void): void {
  const latest = useRef(bring);
  latest.current = bring;
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      takers.at(-1)?.over(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) takers.at(-1)?.over(false);
    };
    const drop = (event: DragEvent) => {
      for (const taker of takers) taker.over(false);
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const taker = takers.at(-1);
      if (taker) return taker.take(files);
      waiting = files;
      latest.current();
    };
    const heard = [
      ["dragenter", enter],
      ["dragover", enter],
      ["dragleave", leave],
      ["drop", drop],
    ] as const;
    for (const [name, listen] of heard) window.addEventListener(name, listen);
    return () => {
      for (const [name, listen] of heard) window.removeEventListener(name, listen);
    };
  }, []);
}
