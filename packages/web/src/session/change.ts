import { hashKey, type Query, type QueryClient, type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { Answer, ReadKey } from "../api/index.ts";
import { DiscardedChange, isProblem, outbox, type Problem } from "../api/index.ts";
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
  return useMutation(mutationOf(client, workspaceId, latest, t));
}

type Layer = (data: unknown) => unknown;

/** What a change painted into reads, over what they held before, and whether it is still on its way to the server. */
type Painted = {
  readonly before: Map<QueryKey, unknown>;
  readonly layers: Map<QueryKey, Layer[]>;
  readonly order: number;
  sending: boolean;
  refused: boolean;
};

let painted = 0;

/** The same without a screen around it. */
export function mutationOf<Input, Result>(
  client: QueryClient,
  workspaceId: string,
  latest: { readonly current: Change<Input, Result> },
  t: (key: "failed" | "failedNext" | "undoFailed") => string,
) {
  return {
    mutationFn: (input: Input) => latest.current.call(input),
    onMutate: async (input: Input): Promise<Painted> => {
      // Without a paint there is nothing a late answer could overwrite.
      if (latest.current.paint)
        await client.cancelQueries({ predicate: (query) => touched(query.queryKey, query.meta, workspaceId, latest.current.touches) });
      const change: Painted = { before: new Map(), layers: new Map(), order: (painted += 1), sending: true, refused: false };
      latest.current.paint?.(input, painter(client, workspaceId, change));
      return change;
    },
    onError: (error: unknown, input: Input, change: Painted | undefined) => {
      if (change) takeOff(client, change);
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
    onSettled: (_result: Result | undefined, _error: unknown, _input: Input, change: Painted | undefined) => {
      if (change) change.sending = false;
      return refresh(client, workspaceId, latest.current.touches);
    },
  };

  async function takeBack(undo: () => Promise<unknown>): Promise<void> {
    await undo().catch((error: unknown) =>
      notify({ tone: "problem", title: t("undoFailed"), about: isProblem(error) ? `${error.title}. ${error.next}` : t("failedNext") }),
    );
    await refresh(client, workspaceId, latest.current.touches);
  }
}

/** What reads held before changes that still wait took something out of them. */
export function heldBefore(client: QueryClient): readonly unknown[] {
  return pending(client).flatMap(({ before }) => [...before.values()]);
}

/** What was painted after it stays: it is put on again, over what was there before. */
function takeOff(client: QueryClient, change: Painted): void {
  change.refused = true;
  const later = changes(client)
    .filter((one) => one.order > change.order && !one.refused)
    .toSorted((a, b) => a.order - b.order);
  for (const [key, before] of change.before) {
    let standing = before;
    for (const { before: below, layers } of later) {
      if (!layers.has(key)) continue;
      below.set(key, standing);
      for (const layer of layers.get(key) ?? []) standing = layer(standing);
    }
    client.setQueryData(key, standing);
  }
}

function pending(client: QueryClient): Painted[] {
  return changes(client, "pending");
}

function changes(client: QueryClient, status?: "pending"): Painted[] {
  return client
    .getMutationCache()
    .findAll(status && { status })
    .flatMap(({ state }) => ((state.context as Painted | undefined)?.before ? [state.context as Painted] : []));
}

/** Reads again what watches any of these kinds or subjects; without any, everything of the workspace. */
export async function refresh(client: QueryClient, workspaceId: string, touches?: readonly string[]): Promise<void> {
  // Read now, it would lose from the screen what is on its way to the server: it is read when that has been answered. What
  // waits for a connection may wait for long.
  const kept = new Set(
    pending(client)
      .filter(({ sending }) => sending && !outbox.holds())
      .flatMap(({ before }) => [...before.keys()].map(hashKey)),
  );
  const predicate = (query: Query) => touched(query.queryKey, query.meta, workspaceId, touches) && !kept.has(query.queryHash);
  // A reading that is on its way may be of before the change: a first one is waited for and done again, and so is one that no
  // screen waits for any more, for the next screen would take its answer for new.
  const begun = client
    .getQueryCache()
    .findAll({ predicate, fetchStatus: "fetching" })
    .filter((query) => query.state.data === undefined || !query.isActive());
  const again = begun.map(async ({ queryKey, promise }) => {
    await promise?.catch(() => undefined);
    await client.invalidateQueries({ queryKey, exact: true });
  });
  await client.invalidateQueries({ predicate });
  await Promise.all(again.filter((_, at) => begun[at]!.isActive()));
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

function painter(client: QueryClient, workspaceId: string, { before, layers }: Painted): Paint {
  return (key, update, ask) => {
    for (const [queryKey, data] of client.getQueriesData({ queryKey: keyOf(workspaceId, key, ask) })) {
      if (data === undefined) continue;
      if (!before.has(queryKey)) before.set(queryKey, data);
      const layer: Layer = (held) =>
        isPaged(held) ? { ...held, pages: held.pages.map((page) => update(page as never)) } : update(held as never);
      layers.set(queryKey, [...(layers.get(queryKey) ?? []), layer]);
      client.setQueryData(queryKey, layer(data));
    }
  };
}

function isPaged(data: unknown): data is { pages: readonly unknown[]; pageParams: readonly unknown[] } {
  return typeof data === "object" && data !== null && "pages" in data && "pageParams" in data;
}
