/**
 * Ends the session and loads the page anew, so that nothing of the person stays in memory. Better Auth's own address
 * rather than its client, which would weigh on the first screen.
 */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}", credentials: "same-origin" }).catch(() => undefined);
  location.assign("/sign-in");
}
