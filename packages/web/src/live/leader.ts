import { openHub, type Tab } from "./hub.ts";
import type { ToTab } from "./protocol.ts";

/**
 * Where there is no SharedWorker (Chrome on Android): the tabs of a workspace choose a leader by a Web Lock; it holds
 * the stream and passes everything on over a BroadcastChannel. When it goes, the lock passes to another tab.
 */
export function joinLeader(workspaceId: string, receive: (message: ToTab) => void): () => void {
  const channel = new BroadcastChannel(`rondo.live.${workspaceId}`);
  channel.addEventListener("message", ({ data }: MessageEvent<ToTab>) => receive(data));
  const left = new AbortController();
  const held = new Promise<void>((done) => left.signal.addEventListener("abort", () => done()));

  void navigator.locks
    .request(`rondo.live.${workspaceId}`, { signal: left.signal }, async () => {
      const hub = openHub({
        fetch: (...ask) => fetch(...ask),
        wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
      });
      const tab: Tab = {
        send: (message) => {
          receive(message);
          channel.postMessage(message);
        },
      };
      hub.watch(tab, workspaceId);
      // A new leader can't know what the one before it saw last.
      tab.send({ kind: "lost", workspaceId });
      await held;
      hub.leave(tab);
    })
    .catch(() => undefined);

  return () => {
    left.abort();
    channel.close();
  };
}
