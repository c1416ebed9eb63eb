import { useEffect, useMemo, useSyncExternalStore } from "react";
import { requestIn } from "../api/index.ts";
import { type LiveEvent, watchNews } from "../live/index.ts";
import { useWorkspace } from "../session/index.ts";
import { type Query, RowStore, type Shown } from "./row-store.ts";

/** The rows of a filter, live. */
export function useRows({ of, where, sort }: Query): { store: RowStore; shown: Shown } {
  const { id: w } = useWorkspace();
  const store = useMemo(
    () =>
      new RowStore((ask, signal) =>
        requestIn(w, "GET /rows", {
          query: { of, where, count: false, ...(ask.ids === undefined && sort !== "" && { sort }), ...ask },
          signal,
        }),
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
