/**
 * Lets the browser keep what was open (`public/sw.js`), once the first screen is there. Only where the app is built and
 * the address may have a service worker: https, or this machine.
 */
export function keepForLater(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined), { once: true });
}
