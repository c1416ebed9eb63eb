import { useSyncExternalStore } from "react";

type Open = "palette" | "keys" | "signOut" | null;

let open: Open = null;
const listeners = new Set<() => void>();

/** Which of the app's own dialogs is open. Outside React, so that a key or a menu anywhere can open it. */
export function useOpen(): Open {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}

/** Whether a dialog covers the page: the help beside it does not. */
export function isDialogOpen(): boolean {
  return open === "palette" || open === "signOut";
}

export function openPalette(): void {
  show("palette");
}

export function openKeySheet(): void {
  show(open === "keys" ? null : "keys");
}

export function openSignOut(): void {
  show("signOut");
}

let ahead = "";

/** Keeps a letter that was typed before the palette was there to take it. */
export function typeAhead(key: string): void {
  if (open === "palette" && key.length === 1) ahead += key;
}

/** What was kept; it is kept no more. */
export function takeAhead(): string {
  const taken = ahead;
  ahead = "";
  return taken;
}

export function closeAll(): void {
  show(null);
}

function show(next: Open): void {
  open = next;
  ahead = "";
  for (const listener of listeners) listener();
}
