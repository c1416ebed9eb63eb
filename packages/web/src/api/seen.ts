import { currentLanguage } from "../messages/index.ts";
import { Problem } from "./problem.ts";

/** Whose view is on the screen instead of one's own: a guest's who was shown this one thing. Lasts as long as the tab. */
export type Seen = { readonly w: string; readonly as: string; readonly title: string; readonly back: string };

const name = "rondo seen as";

export function seeingAs(): Seen | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") as Seen | null;
  } catch {
    return null;
  }
}

/** Everything is read anew: nothing of one's own view may stay on the screen. */
export function seeAs(seen: Seen | null, go: string): void {
  if (seen === null) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, JSON.stringify(seen));
  location.assign(go);
}

export function mustBeOneself(w: string | undefined): void {
  if (w === undefined || seeingAs()?.w !== w) return;
  const said = currentLanguage().refusalOf("seeing_as_guest", {});
  throw new Problem(
    "seeing_as_guest",
    403,
    said?.title ?? "You are seeing this as a guest would",
    said?.next ?? "Leave the guest's view first; nothing is changed from it.",
  );
}
