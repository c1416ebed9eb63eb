import { doneOrWaiting } from "../api/index.ts";

const turns = new Map<string, Promise<number>>();

/**
 * One's own changes to a thing go one after the other, each on the version that the one before gave: two quick edits are
 * no conflict. What waits for the connection is waited for by nothing: what follows waits behind it.
 */
export function inTurn<Thing extends { readonly version: number }>(
  thing: { readonly id: string; readonly version: number },
  call: (version: number) => Promise<Thing>,
): Promise<Thing> {
  const before = turns.get(thing.id) ?? Promise.resolve(0);
  const sent = Promise.race([before, doneOrWaiting(before).then(() => 0)]).then((version) => call(Math.max(version, thing.version)));
  turns.set(
    thing.id,
    sent.then(
      (answer) => answer.version,
      () => 0,
    ),
  );
  return sent;
}
