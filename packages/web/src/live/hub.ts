import type { LiveEvent, Since, StreamState, ToTab } from "./protocol.ts";
import { openStream, type Stream } from "./stream.ts";

export type Tab = { readonly send: (message: ToTab) => void };

type Held = {
  readonly stream: Stream;
  /** Each with the moment before which it had read nothing. */
  readonly tabs: Map<Tab, number>;
  /** Told lately, for tabs that come later and read before. */
  readonly told: { readonly at: number; readonly event: LiveEvent }[];
  state: StreamState;
  /** From here on nothing was missed and all of it is in `told`. */
  whole: number;
};

const most = 500;

/** Holds the browser's streams, one per workspace that any tab watches, and tells each tab what is for it. */
export function openHub(parts: {
  readonly fetch: typeof fetch;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
}) {
  const now = parts.now ?? (() => performance.now());
  const streams = new Map<string, Held>();

  function leave(tab: Tab): void {
    for (const [workspaceId, held] of streams) {
      if (!held.tabs.delete(tab) || held.tabs.size > 0) continue;
      held.stream.close();
      streams.delete(workspaceId);
    }
  }

  /** `since` says of when what the tab shows is: what happened from then on is told to it too. */
  function watch(tab: Tab, workspaceId: string, since: Since | null = null): void {
    const held = streams.get(workspaceId);
    // Without a place of its own nothing of before counts as told.
    const from = since === null ? -Infinity : now() - since.age;
    if (held && held.state !== "ended") {
      if (held.tabs.has(tab)) return;
      leave(tab);
      held.tabs.set(tab, from);
      for (const { at, event } of held.told) if (since !== null && at >= from) tab.send({ kind: "event", workspaceId, event });
      tab.send({ kind: "state", workspaceId, state: held.state, whole: held.whole <= from });
      return;
    }
    const tabs = new Map([...(held?.tabs ?? []), [tab, from] as const]);
    leave(tab);
    const tell = (message: ToTab) => tabs.forEach((_, one) => one.send(message));
    const entry: Held = {
      tabs,
      told: [],
      state: "waiting",
      whole: since === null ? Infinity : from,
      stream: openStream({
        ...parts,
        workspaceId,
        since: since?.cursor ?? null,
        onEvent: (event) => {
          entry.told.push({ at: now(), event });
          if (entry.told.length > most) entry.whole = Math.max(entry.whole, (entry.told.shift()?.at ?? 0) + 1);
          tell({ kind: "event", workspaceId, event });
        },
        onWhisper: (whisper) => tell({ kind: "whisper", workspaceId, whisper }),
        onLost: () => {
          entry.whole = Infinity;
          tell({ kind: "lost", workspaceId });
        },
        onState: (state) => {
          entry.state = state;
          if (state === "open" && entry.whole === Infinity) entry.whole = now();
          tabs.forEach((from, one) => one.send({ kind: "state", workspaceId, state, whole: entry.whole <= from }));
        },
      }),
    };
    streams.set(workspaceId, entry);
  }

  return { watch, leave, held: () => streams.size };
}
