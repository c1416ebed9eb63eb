import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { type LookupFunction, isIP } from "node:net";
import { Refusal } from "@rondo/core/kernel";
import { plainAddress } from "./address.ts";
import { type Resolve, type Target, createGate } from "./target.ts";

/**
 * Calls an address outside: the one way for all of Rondo. Takes and answers what `fetch` does, with less of it: no
 * redirect is followed (a 3xx is an answer), nothing is kept open, no cookie is kept, the body is text of at most 64 kB
 * (what is beyond is cut off), and it takes 15 s at most. Refuses with `address_refused`; throws `OutboundFailure`.
 */
export type OutboundFetch = (url: string, init?: RequestInit) => Promise<Response>;

export type Outbound = OutboundFetch & {
  /** For saving an address: refuses with `address_refused` what would be refused when it is called. */
  check(url: string): Promise<void>;
};

/** The other side could not be reached or did not answer in time. Not a mistake of ours and no refusal: it may work later. */
export class OutboundFailure extends Error {
  override readonly name = "OutboundFailure";
}

export type OutboundInput = {
  /** Hosts, host:port, addresses and networks that may be called although they are private or plain http. */
  readonly allow: readonly string[];
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
};

const bodyLimit = 64 * 1_024;

export function createOutbound({ allow, resolve, timeoutMs = 15_000 }: OutboundInput): Outbound {
  const gate = createGate(allow, resolve);
  const call: OutboundFetch = async (url, init = {}) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    // A resolver that hangs takes from the same 15 s.
    const target = await Promise.race([gate.open(url), ended(signal)]);
    return send(target, init, signal);
  };
  return Object.assign(call, {
    check: async (url: string) =>
      void (await Promise.race([
        gate.open(url),
        ended(AbortSignal.timeout(timeoutMs)).catch(() => {
          throw new Refusal("address_refused");
        }),
      ])),
  });
}

/** A `Request` object's own encoding of bodies, so that forms and JSON go out as `fetch` would send them. */
async function send(target: Target, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const { url, addresses } = target;
  const described = new Request(url, { ...init, signal: null, redirect: "manual" });
  const body = Buffer.from(await described.arrayBuffer());
  const headers = Object.fromEntries([...described.headers].filter(([name]) => !ownHeaders.has(name)));
  if (described.method !== "GET" && described.method !== "HEAD") headers["content-length"] = String(body.length);
  return new Promise<Response>((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(
        error instanceof OutboundFailure
          ? error
          : new OutboundFailure(signal.aborted ? "it did not answer in time" : error.message, { cause: error }),
      );
    const call = (url.protocol === "https:" ? requestTls : requestPlain)(url, {
      method: described.method,
      headers: { ...headers, "accept-encoding": "identity", connection: "close" },
      agent: false,
      lookup: onlyTo(addresses),
      signal,
      maxHeaderSize: 16_384,
    });
    call.on("socket", (socket) => {
      // The lookup above decides; this asks the socket itself, should anything ever stand between the two.
      socket.once("connect", () => {
        if (!addresses.some((each) => plainAddress(each) === plainAddress(socket.remoteAddress ?? "")))
          socket.destroy(new OutboundFailure("it connected elsewhere"));
      });
    });
    call.on("error", fail);
    call.on("response", (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (): void => {
        const status = answer.statusCode ?? 502;
        const pairs = Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
          (values ?? []).map((value): [string, string] => [name, value]),
        );
        const text = Buffer.concat(chunks).subarray(0, bodyLimit).toString("utf8");
        resolve(
          new Response([101, 204, 205, 304].includes(status) ? null : text, {
            status: Math.min(599, Math.max(200, status)),
            headers: pairs,
          }),
        );
      };
      answer.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size < bodyLimit) return;
        finish();
        answer.destroy();
      });
      answer.on("end", finish);
      answer.on("error", fail);
    });
    call.end(body);
  });
}

/** What a caller may not decide: they say where the call goes and how long it is. */
const ownHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "proxy-authorization",
  "proxy-connection",
  "expect",
  "te",
  "accept-encoding",
]);

/** Whatever name is asked for, and whatever it may resolve to by now, the answer is the addresses that were checked. */
function onlyTo(addresses: readonly string[]): LookupFunction {
  const list = addresses.map((address) => ({ address, family: isIP(address.split("%")[0] ?? "") }));
  return (_host, options, callback) => {
    if (options.all) callback(null, list);
    else callback(null, list[0]!.address, list[0]!.family);
  };
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new OutboundFailure("it did not answer in time")), { once: true });
  });
}
