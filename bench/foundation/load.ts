import { Agent, request } from "node:http";
import { quantile } from "./figures.ts";

export type Sent = { readonly url: string; readonly method: string; readonly headers: Record<string, string>; readonly body?: string };
export type Load = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly bytes: number };

/**
 * So many clients, each on a connection of its own that it keeps, send `count` requests in all, one after another. The
 * process that calls this is the load's own: its CPU is in no figure. Any answer but 2xx ends the benchmark.
 */
export async function hammer(input: { clients: number; count: number; request: (index: number) => Sent }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: input.clients });
  const times: number[] = [];
  let [next, bytes] = [0, 0];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: input.clients }, async () => {
      while (next < input.count) {
        const sent = input.request(next++);
        const start = performance.now();
        bytes = await send(sent, agent);
        times.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  return { perSecond: input.count / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), bytes };
}

export function send({ url, method, headers, body }: Sent, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const out = request(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }) },
      agent,
    });
    out.on("error", reject);
    out.on("response", (answer) => {
      let bytes = 0;
      let text = "";
      const ok = answer.statusCode! < 300;
      answer.on("data", (part: Buffer) => {
        bytes += part.length;
        if (!ok) text += part.toString();
      });
      answer.on("end", () => (ok ? resolve(bytes) : reject(new Error(`${method} ${url} answered ${answer.statusCode}: ${text}`))));
    });
    out.end(body);
  });
}
