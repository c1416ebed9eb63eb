import { joinLeader } from "./leader.ts";
import type { FromTab, Since, ToTab } from "./protocol.ts";

/** Joins this browser's one event stream of a workspace; the answer leaves it again. */
export function connect(workspaceId: string, since: Since | null, receive: (message: ToTab) => void): () => void {
  if (typeof SharedWorker === "undefined") return joinLeader(workspaceId, receive);
  const worker = new SharedWorker(new URL("./live.worker.ts", import.meta.url), { type: "module", name: "rondo-live" });
  const send = (message: FromTab) => worker.port.postMessage(message);
  worker.port.addEventListener("message", ({ data }: MessageEvent<ToTab>) => {
    if (data.workspaceId === workspaceId) receive(data);
  });
  worker.port.start();
  send({ kind: "watch", workspaceId, since });
  // A tab that is closed or put to sleep must not keep the stream open; one that wakes up joins again.
  const hide = () => send({ kind: "leave" });
  const show = (event: PageTransitionEvent) => event.persisted && send({ kind: "watch", workspaceId });
  addEventListener("pagehide", hide);
  addEventListener("pageshow", show);
  return () => {
    removeEventListener("pagehide", hide);
    removeEventListener("pageshow", show);
    send({ kind: "leave" });
    worker.port.close();
  };
}
