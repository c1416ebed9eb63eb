import { Refusal } from "@rondo/core/kernel";

/**
 * Refuses with `origin_refused` what another site made the browser send. A request that changes something must say that
 * it comes from here, by Origin or by Sec-Fetch-Site; a program that sends neither has API keys, not this door.
 */
export function assertOwnOrigin(request: Request, origins: readonly string[]): void {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (request.method === "GET") {
    if (site === "cross-site" || site === "same-site") throw new Refusal("origin_refused");
    return;
  }
  if (origin !== null ? !origins.includes(origin) : site !== "same-origin") throw new Refusal("origin_refused");
}

/** A path of our own, whatever was asked for: another host, scheme or a trick of slashes leads home. */
export function ownPath(asked: string | null | undefined, publicUrl: string): string {
  if (!asked?.startsWith("/") || /^\/[/\\]/.test(asked) || hasControl(asked)) return "/";
  const home = new URL(publicUrl).origin;
  if (!URL.canParse(asked, home)) return "/";
  const url = new URL(asked, home);
  return url.origin === home && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}

function hasControl(text: string): boolean {
  return [...text].some((char) => char.codePointAt(0)! < 32 || char === "\u007f");
}
