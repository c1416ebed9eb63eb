import { useEffect, useMemo, useSyncExternalStore } from "react";
import { requestIn } from "../api/index.ts";
import { type LiveEvent, watchNews } from "../live/index.ts";
import { useWorkspace } from "../session/index.ts";
import { type Ask, firstRows, type Query, type Read, RowStore, type Shown } from "./row-store.ts";

/** The rows of a filter, live. */
export function useRows({ of, where, sort }: Query): { store: RowStore; shown: Shown } {
  const { id: w } = useWorkspace();
  const store = useMemo(
    () =>
      new RowStore(
        (ask, signal) =>
          (ask.cursor === undefined && ask.ids === undefined ? takeAhead(w, { of, where, sort }) : null) ??
          read(w, { of, where, sort }, ask, signal),
        sort !== "",
      ),
    [w, of, where, sort],
  );
  useEffect(() => {
    void store.load();
    const leave = watchNews((news) => {
      if (news === "all") return void store.load();
      const ids = touchedBy(news, of);
      store.touch(ids);
      // A plan's dates move with its tasks; nobody says of each that it moved.
      if (of === "tasks" && news.subjectKind === "task" && news.homeKind === "project") planMoved(store, news.homeId);
    });
    return () => {
      leave();
      store.close();
    };
  }, [store, of]);
  return { store, shown: useSyncExternalStore(store.subscribe, store.shown) };
}

function read(
  w: string,
  { of, where, sort }: Query,
  { sorted = false, unkept = false, ...ask }: Ask,
  signal?: AbortSignal,
): ReturnType<Read> {
  return requestIn(w, "GET /rows", {
    query: { of, where, count: false, ...(sorted && sort !== "" && { sort }), ...ask },
    unkept,
    ...(signal && { signal }),
  });
}

let ahead: { readonly key: string; readonly page: ReturnType<Read>; readonly at: number } | null = null;

/** Asks for the first rows before the screen that shows them is drawn. */
export function readAhead(w: string, { of, where, sort }: Query): void {
  const query = { of, where, sort };
  const page = read(w, query, { limit: firstRows, sorted: true });
  page.catch(() => undefined); // told to whoever takes it up
  ahead = { key: JSON.stringify([w, query]), page, at: performance.now() };
}

function takeAhead(w: string, query: Query): ReturnType<Read> | null {
  const taken = ahead;
  ahead = null;
  return taken?.key === JSON.stringify([w, query]) && performance.now() - taken.at < 5_000 ? taken.page : null;
}

function touchedBy(event: LiveEvent, of: Query["of"]): string[] {
  const kind = of === "tasks" ? "task" : of === "runs" ? "run" : "project";
  if (event.subjectKind === kind) return [event.subjectId];
  return event.homeKind === kind && event.homeId !== null ? [event.homeId] : [];
}

const waiting = new WeakMap<RowStore, ReturnType<typeof setTimeout>>();

/** The other tasks of the plan, a moment later and together: dates of up to these many are seen to be right at once. */
function planMoved(store: RowStore, projectId: string | null): void {
  if (projectId === null || waiting.has(store)) return;
  waiting.set(
    store,
    setTimeout(() => {
      waiting.delete(store);
      const ids = store
        .shown()
        .rows.filter((row) => row.place === projectId && row.finish !== undefined && row.state === "open")
        .map((row) => row.id);
      if (ids.length <= 300) store.touch(ids);
    }, 250),
  );
}
