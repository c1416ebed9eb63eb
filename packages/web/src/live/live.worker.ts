import { openHub, type Tab } from "./hub.ts";
import type { FromTab } from "./protocol.ts";

/** The SharedWorker that holds the event stream for all tabs: HTTP/1.1 allows six connections to a host. */
type Connecting = MessageEvent & { readonly ports: readonly MessagePort[] };

const hub = openHub({ fetch: (...ask) => fetch(...ask), wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)) });

addEventListener("connect", (event) => {
  const port = (event as Connecting).ports[0];
  if (!port) return;
  const tab: Tab = { send: (message) => port.postMessage(message) };
  port.addEventListener("message", ({ data }: MessageEvent<FromTab>) =>
    data.kind === "watch" ? hub.watch(tab, data.workspaceId, data.since) : hub.leave(tab),
  );
  port.start();
});
