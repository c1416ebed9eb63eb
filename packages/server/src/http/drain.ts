import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";

/** A busy client has its next request on the way before it reads that the connection closes: so long an idle one is kept. */
const linger = 200;
const limit = 10_000;

/**
 * Stops listening and waits until every request that had been accepted is answered, at most ten seconds. Each answer from
 * now on closes its connection, so that a client's next request finds another node, or is refused before it is sent.
 */
export async function drain(server: HttpServer): Promise<void> {
  if (!server.listening) return;
  server.prependListener("request", (_request: IncomingMessage, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  // Not the HTTP server's own `close`: that one cuts idle connections at once, with the requests that are on their way.
  const ended = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  // After the sockets were read: on a busy loop a timer comes before requests that have arrived already.
  const idle = setInterval(() => setImmediate(() => server.closeIdleConnections()), linger);
  const force = setTimeout(() => server.closeAllConnections(), limit);
  await ended;
  clearInterval(idle);
  clearTimeout(force);
}
