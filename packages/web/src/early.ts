/**
 * The first thing that a screen of a workspace asks, asked while the rest of the app is still being fetched and read.
 * A file of its own, for a page's policy forbids scripts inside it; `api/request.ts` takes the answer up.
 */
if (location.pathname.startsWith("/w/"))
  Object.assign(globalThis, {
    rondoMe: fetch("/api/me", { headers: { accept: "application/json" }, credentials: "same-origin" }).catch(() => null),
  });
