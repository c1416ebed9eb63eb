import { isProblem, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { showWaiting, useWorkspace } from "../session/index.ts";
import { notify } from "../ui/index.ts";
import type { Row } from "./attributes.ts";
import { viewTexts } from "./en.ts";
import type { RowStore } from "./row-store.ts";
import { painted, type RowSet, wasOf } from "./values.ts";

export type RowChange = { readonly row: Row; readonly set: RowSet };

/** As many as the server takes at once. */
export const mostAtOnce = 500;

/** Changes rows, one or hundreds: painted at once, one call, one notice with one undo; what was refused stands as it was, with the reason. */
export function useRowChanges(store: RowStore): (changes: readonly RowChange[]) => void {
  const t = useText(viewTexts);
  const { id: w } = useWorkspace();

  const send = async (changes: readonly RowChange[], said: boolean): Promise<void> => {
    if (changes.length === 0) return;
    if (changes.length > mostAtOnce) return notify({ tone: "problem", title: t("chosenMost", { limit: mostAtOnce }) });
    const ids = changes.map(({ row }) => row.id);
    store.paint(
      changes.filter(({ set }) => set.deleted !== true).map(({ row, set }) => painted(row, set)),
      changes.filter(({ set }) => set.deleted === true).map(({ row }) => row.id),
    );
    try {
      const { rows, names, refused } = await requestIn(w, "POST /rows/changes", {
        body: { changes: changes.map(({ row, set }) => ({ kind: row.kind, id: row.id, set, was: wasOf(row, set) })) },
      });
      store.settle(ids, rows, names);
      const left = new Map(refused.map((one) => [one.id, one]));
      const made = changes.filter(({ row }) => !left.has(row.id));
      const [first] = refused;
      if (first !== undefined) {
        const title = changes.find(({ row }) => row.id === first.id)?.row.title ?? "";
        notify({
          tone: "problem",
          title: t("refusedTitle", { count: refused.length, title }),
          about: first.now === undefined ? `${first.title}. ${first.next}` : t("theirsStand", { count: refused.length }),
          ...(first.now !== undefined && { act: { label: t("compare"), run: () => showWaiting() } }),
        });
      }
      if (said && made.length > 0)
        notify({
          title: sayMade(made),
          undo: () =>
            void send(
              made.map(({ row, set }) => ({ row: painted(row, set), set: wasOf(row, set) })),
              false,
            ),
        });
    } catch (error) {
      store.settle(ids, [], {});
      const problem = isProblem(error) ? error : null;
      notify({
        tone: "problem",
        title: problem?.title ?? t("refusedTitle", { count: changes.length, title: changes[0]?.row.title ?? "" }),
        ...(problem && { about: problem.next }),
      });
    }
  };
  const sayMade = (made: readonly RowChange[]): string => {
    const [one] = made;
    const set = one?.set ?? {};
    if (set.deleted === true) return t("deleted", { count: made.length });
    if (set.done === true) return t("completed", { count: made.length });
    return made.length === 1 ? t("changedOne", { title: set.title ?? one?.row.title ?? "" }) : t("changed", { count: made.length });
  };
  return (changes) => void send(changes, true);
}
