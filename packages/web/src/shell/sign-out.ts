import { forgetPerson, unsent } from "../session/index.ts";
import { openSignOut } from "./palette-state.ts";

/** Signs out; asks before where something is not sent, for it goes with its person. */
export async function signOut(): Promise<"unreachable" | undefined> {
  const { drafts, changes, documents } = await unsent();
  if (drafts.length + changes + documents === 0) return leave();
  openSignOut();
  return undefined;
}

/**
 * Ends the session, takes everything of the person off the device and loads the page anew, so that nothing stays in memory.
 * Without the server the session can't end, and a device that only looked as if would let in the next one as them. Better Auth's
 * own address rather than its client, which would weigh on the first screen.
 */
export async function leave(): Promise<"unreachable" | undefined> {
  const ended = await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
    credentials: "same-origin",
  }).then(
    (answer) => answer.ok || answer.status === 401,
    () => false,
  );
  if (!ended) return "unreachable";
  await forgetPerson();
  location.assign("/sign-in");
  return undefined;
}
