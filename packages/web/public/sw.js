/**
 * Keeps Rondo usable without a connection: the whole app, and the last answer of every read of a workspace.
 * For what changes the network goes first, so that nothing old is shown while it answers. Changes are not its business:
 * they wait in the page's outbox. The page empties `rondo-data` at sign-out.
 */
/** Filled by the build (`vite.config.ts`): every file of it, so that a screen never opened before opens too. */
const files = [];
const build = "development";
const shell = `rondo-shell-${build}`;
const data = "rondo-data-1";
const most = 400;

/** Streams, files and secrets: never kept. */
const never = /\/(events|export|backups|content)(\/|$)|\/attachments\/|\/documents\/[^/]+\/updates|^\/api\/(auth|openapi)|\/keys(\/|$)/;

self.addEventListener("install", (event) => {
  // Where the browser can: files come straight out of what is kept, and a page does not wait for this worker to wake.
  if (event.addRoutes)
    event.waitUntil(
      event.addRoutes([
        { condition: { urlPattern: { pathname: "/assets/*" } }, source: { cacheName: shell } },
        { condition: { requestMode: "navigate", urlPattern: { pathname: "/w/*" } }, source: "race-network-and-fetch-handler" },
      ]),
    );
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

/** A few at a time: what the person does now goes first. */
async function keepAll() {
  const cache = await caches.open(shell);
  for (let at = 0; at < files.length; at += 6) await cache.addAll(files.slice(at, at + 6));
  await cache.add("/");
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => {
        // The build before stays as well: a page of it may be open, and asks for the rest of its files.
        const old = names.filter((name) => name.startsWith("rondo-shell-") && name !== shell).slice(0, -1);
        return Promise.all(
          [...old, ...names.filter((name) => name.startsWith("rondo-data-") && name !== data)].map((name) => caches.delete(name)),
        );
      })
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(keptFirst(request));
  else if (request.mode === "navigate" && !url.pathname.startsWith("/api/"))
    event.respondWith(networkFirst(event, new Request("/"), shell));
  // What a guest would see, which one looks at now and then, is not what one has.
  else if (request.headers.has("rondo-see-as")) return;
  // Too much of it: the page says so.
  else if (request.cache === "no-store") return;
  else if (
    request.mode !== "navigate" &&
    url.pathname.startsWith("/api/") &&
    !never.test(url.pathname) &&
    (request.headers.get("accept") ?? "").includes("application/json")
  )
    event.respondWith(networkFirst(event, request, data));
});

/** Named by what is in it: once there, it is right for ever. */
async function keptFirst(request) {
  const cache = await caches.open(shell);
  const kept = (await cache.match(request)) ?? (await caches.match(request));
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** The page has its answer at once; keeping it, on a disk that may be slow, comes after. */
async function networkFirst(event, key, name) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(key, name, answer.clone()));
    return answer;
  } catch (error) {
    const kept = await caches.open(name).then((cache) => cache.match(key));
    if (kept) return name === data ? marked(kept) : kept;
    throw error;
  }
}

/** The page must know that what it shows may be old: it reads it again when the connection is back. */
function marked(kept) {
  const headers = new Headers(kept.headers);
  headers.set("rondo-kept", "1");
  return new Response(kept.body, { status: kept.status, statusText: kept.statusText, headers });
}

/** One after the other: of two answers to one question the later one stays. */
let keeping = Promise.resolve();

function keep(key, name, answer) {
  // A file opened by its own address is not the app's page.
  const fits = name === data || (answer.headers.get("content-type") ?? "").startsWith("text/html");
  const isKept = fits && answer.ok && !answer.redirected && answer.type === "basic";
  const isGone = name === data && (answer.status === 401 || answer.status === 403 || answer.status === 404);
  if (isKept || isGone)
    keeping = keeping
      .then(() => caches.open(name))
      .then(async (cache) => {
        if (isGone) return cache.delete(key);
        await cache.put(key, answer);
        if (name === data) await trim(cache);
      })
      .catch(() => undefined);
  return keeping;
}

/** The oldest go first: a key that is put again goes to the end. */
async function trim(cache) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

/** A note from the server (Web Push), sealed for this browser. Text alone, and an address of this app. */
self.addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data?.json() ?? {};
  } catch {
    // Not ours: the browser wants a note all the same.
  }
  event.waitUntil(
    self.registration.showNotification(String(message.title ?? "Rondo"), {
      body: String(message.text ?? ""),
      icon: "/rondo-192.png",
      data: { url: String(message.url ?? "/") },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { pathname, search } = new URL(event.notification.data?.url ?? "/", self.location.origin);
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then(async ([open]) => {
      if (!open) return self.clients.openWindow(pathname + search);
      await open.focus();
      return open.navigate(pathname + search);
    }),
  );
});
