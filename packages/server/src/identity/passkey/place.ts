import { isIP } from "node:net";

export type PasskeyPlace = {
  /** The domain that passkeys are made for. */
  readonly rpId: string;
  readonly available: boolean;
  /** Why not, and what to do; null when they are. */
  readonly why: string | null;
};

/**
 * Whether a browser will do passkeys at this address: WebAuthn needs a secure context and a domain, which over plain
 * http only `localhost` is, and an address of numbers never.
 */
export function passkeyPlace(publicUrl: string): PasskeyPlace {
  const url = new URL(publicUrl);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isLoopback(host)) {
    const local = `http://localhost${url.port === "" ? "" : `:${url.port}`}`;
    return host === "localhost" ? yes(host) : no("localhost", `Passkeys need a host name. On this machine, open ${local} instead.`);
  }
  if (isIP(host) !== 0) return no(host, "Passkeys need a host name, not an address of numbers. Set PUBLIC_URL to one.");
  if (url.protocol !== "https:") return no(host, "Passkeys need https. Put Rondo behind a proxy with a certificate and set PUBLIC_URL.");
  return yes(host);
}

/** Where the browser's requests may come from: the public address, and on a loopback one all its names. */
export function allowedOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!isLoopback(url.hostname.replace(/^\[|\]$/g, ""))) return [url.origin];
  const port = url.port === "" ? "" : `:${url.port}`;
  return [...new Set([url.origin, ...["localhost", "127.0.0.1", "[::1]"].map((host) => `${url.protocol}//${host}${port}`)])];
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function yes(rpId: string): PasskeyPlace {
  return { rpId, available: true, why: null };
}

function no(rpId: string, why: string): PasskeyPlace {
  return { rpId, available: false, why };
}
