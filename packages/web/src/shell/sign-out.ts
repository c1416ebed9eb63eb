/**
 * Ends the session and loads the page anew, so that nothing of the person stays in memory. Better Auth's own address
 * rather than its client, which would weigh on the first screen.
 */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
    credentials: "same-origin",
  }).catch(() => undefined);
  // Nor on the device.
  if (typeof caches !== "undefined")
    await caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("rondo-data")).map((name) => caches.delete(name))))
      .catch(() => undefined);
  await forgetDocuments().catch(() => undefined);
  location.assign("/sign-in");
}

/** What was written and not sent stays, as in the outbox, until its author signs in again; what only was read goes. */
async function forgetDocuments(): Promise<void> {
  if (typeof indexedDB === "undefined" || typeof indexedDB.databases !== "function") return;
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith("rondo-documents-") ? [name] : []));
  await Promise.all(
    names.map(
      (name) =>
        new Promise<void>((done) => {
          const asked = indexedDB.open(name);
          asked.addEventListener("error", () => done());
          asked.addEventListener("success", () => {
            const forgetting = asked.result.objectStoreNames.contains("whole") ? asked.result.transaction("whole", "readwrite") : null;
            forgetting?.objectStore("whole").clear();
            forgetting?.addEventListener("complete", () => done());
            if (forgetting === null) done();
          });
        }),
    ),
  );
}
