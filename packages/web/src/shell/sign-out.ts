/**
 * Ends the session and loads the page anew, so that nothing of the person stays in memory. Better Auth's own address
 * rather than its client, which would weigh on the first screen.
 */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}", credentials: "same-origin" }).catch(() => undefined);
  // Nor on the device.
  if (typeof caches !== "undefined") await caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("rondo-data")).map((name) => caches.delete(name)))).catch(() => undefined);
  location.assign("/sign-in");
}
