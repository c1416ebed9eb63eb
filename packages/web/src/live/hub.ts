import type { StreamState, ToTab } from "./protocol.ts";
import { openStream, type Stream } from "./stream.ts";

export type Tab = { readonly send: (message: ToTab) => void };

/** Holds the browser's streams, one per workspace that any tab watches, and tells each tab what is for it. */
export function openHub(parts: { readonly fetch: typeof fetch; readonly wait: (milliseconds: number) => Promise<void> }) {
  const streams = new Map<string, { readonly stream: Stream; readonly tabs: Set<Tab>; state: StreamState }>();

  function leave(tab: Tab): void {
    for (const [workspaceId, held] of streams) {
      if (!held.tabs.delete(tab) || held.tabs.size > 0) continue;
      held.stream.close();
      streams.delete(workspaceId);
    }
  }

  function watch(tab: Tab, workspaceId: string): void {
    const held = streams.get(workspaceId);
    if (held && held.state !== "ended") {
      if (held.tabs.has(tab)) return;
      leave(tab);
      held.tabs.add(tab);
      tab.send({ kind: "state", workspaceId, state: held.state });
      return;
    }
    const tabs = new Set([...(held?.tabs ?? []), tab]);
    leave(tab);
    const tell = (message: ToTab) => tabs.forEach((one) => one.send(message));
    const entry: { stream: Stream; tabs: Set<Tab>; state: StreamState } = {
      tabs,
      state: "waiting",
      stream: openStream({
        ...parts,
        workspaceId,
        onEvent: (event) => tell({ kind: "event", workspaceId, event }),
        onWhisper: (whisper) => tell({ kind: "whisper", workspaceId, whisper }),
        onLost: () => tell({ kind: "lost", workspaceId }),
        onState: (state) => {
          entry.state = state;
          tell({ kind: "state", workspaceId, state });
        },
      }),
    };
    streams.set(workspaceId, entry);
  }

  return { watch, leave, held: () => streams.size };
}
