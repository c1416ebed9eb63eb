import { type Query, type QueryClient, type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { Answer, ReadKey } from "../api/index.ts";
import { DiscardedChange, isProblem, type Problem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { notify } from "../ui/index.ts";
import { sessionTexts } from "./en.ts";
import { keyOf } from "./read.ts";
import { useWorkspace } from "./workspace.tsx";

/** Changes what reads have in the cache, in every query of that operation: `paint("GET /my-day", (day) => …)`. */
export type Paint = <Key extends ReadKey>(key: Key, update: (shown: Answer<Key>) => Answer<Key>, ask?: unknown) => void;

export type Change<Input, Result> = {
  /** The call itself: `(task) => requestIn(w, "PUT /tasks/:t/completion", …)`. */
  readonly call: (input: Input) => Promise<Result>;
  /** What the screen shows at once, before the answer. Taken back if the answer is a no. */
  readonly paint?: (input: Input, paint: Paint) => void;
  /** Which reads are asked again afterwards, as their `watch` says: `["task"]`. The live event does the same for others. */
  readonly touches: readonly string[];
  /** The toast after it worked; none if left out. */
  readonly said?: (input: Input, result: Result) => string;
  /** Takes it back; gives the toast its Undo. */
  readonly undo?: (input: Input, result: Result) => Promise<unknown>;
  /** False: this one can't be taken back, so no Undo is offered. */
  readonly undoable?: (input: Input, result: Result) => boolean;
  /** Shows a refusal where it belongs (a field). True: it was shown, so no toast. */
  readonly refused?: (problem: Problem, input: Input) => boolean | void;
};

/**
 * An optimistic change: paints at once, calls, rolls back and explains on a no, offers Undo where it can be undone.
 * Offline it waits and is sent when the network is back.
 */
export function useChange<Input, Result>(change: Change<Input, Result>) {
  const client = useQueryClient();
  const workspaceId = useWorkspace().id;
  const t = useText(sessionTexts);
  const latest = useRef(change);
  latest.current = change;

  return useMutation({
    mutationFn: (input: Input) => latest.current.call(input),
    onMutate: async (input: Input) => {
      const before = new Map<QueryKey, unknown>();
      // Without a paint there is nothing a late answer could overwrite.
      if (latest.current.paint) {
        await client.cancelQueries({ predicate: (query) => touched(query.queryKey, query.meta, workspaceId, latest.current.touches) });
        latest.current.paint(input, painter(client, workspaceId, before));
      }
      return { before };
    },
    onError: (error: unknown, input: Input, context) => {
      for (const [key, data] of context?.before ?? []) client.setQueryData(key, data);
      if (error instanceof DiscardedChange) return;
      const problem = isProblem(error) ? error : null;
      if (problem && latest.current.refused?.(problem, input)) return;
      notify({ tone: "problem", title: problem?.title ?? t("failed"), about: problem?.next ?? t("failedNext") });
    },
    onSuccess: (result: Result, input: Input) => {
      const { said, undo, undoable } = latest.current;
      if (said)
        notify({
          title: said(input, result),
          ...(undo && (undoable?.(input, result) ?? true) ? { undo: () => void takeBack(() => undo(input, result)) } : {}),
        });
    },
    onSettled: () => refresh(client, workspaceId, latest.current.touches),
  });

  async function takeBack(undo: () => Promise<unknown>): Promise<void> {
    await undo().catch((error: unknown) =>
      notify({ tone: "problem", title: t("undoFailed"), about: isProblem(error) ? `${error.title}. ${error.next}` : t("failedNext") }),
    );
    await refresh(client, workspaceId, latest.current.touches);
  }
}

/** What reads held before changes that still wait took something out of them. */
export function heldBefore(client: QueryClient): readonly unknown[] {
  return client
    .getMutationCache()
    .findAll({ status: "pending" })
    .flatMap(({ state }) => [...((state.context as { before?: ReadonlyMap<QueryKey, unknown> } | undefined)?.before?.values() ?? [])]);
}

/** Reads again what watches any of these kinds or subjects; without any, everything of the workspace. */
export async function refresh(client: QueryClient, workspaceId: string, touches?: readonly string[]): Promise<void> {
  const predicate = (query: Query) => touched(query.queryKey, query.meta, workspaceId, touches);
  // A first reading that is on its way may be of before the change, and to ask again is only to wait for it too.
  const begun = client
    .getQueryCache()
    .findAll({ predicate })
    .filter(({ state }) => state.data === undefined && state.fetchStatus === "fetching");
  await client.invalidateQueries({ predicate });
  await Promise.all(begun.map(({ queryKey }) => client.invalidateQueries({ queryKey, exact: true })));
}

/** A kind touches every subject of it, and a subject touches those that watch its kind. */
export function touched(
  key: QueryKey,
  meta: Readonly<Record<string, unknown>> | undefined,
  workspaceId: string,
  touches?: readonly string[],
): boolean {
  if (key[0] !== "w" || key[1] !== workspaceId) return false;
  if (touches === undefined) return true;
  const watch = meta?.["watch"] as readonly string[] | undefined;
  return (
    watch === undefined ||
    watch.some((one) => touches.some((touch) => touch === one || touch === one.split(":")[0] || touch.split(":")[0] === one))
  );
}

function painter(client: QueryClient, workspaceId: string, before: Map<QueryKey, unknown>): Paint {
  return (key, update, ask) => {
    for (const [queryKey, data] of client.getQueriesData({ queryKey: keyOf(workspaceId, key, ask) })) {
      if (data === undefined) continue;
      if (!before.has(queryKey)) before.set(queryKey, data);
      client.setQueryData(
        queryKey,
        isPaged(data) ? { ...data, pages: data.pages.map((page) => update(page as never)) } : update(data as never),
      );
    }
  };
}

function isPaged(data: unknown): data is { pages: readonly unknown[]; pageParams: readonly unknown[] } {
  return typeof data === "object" && data !== null && "pages" in data && "pageParams" in data;
}
