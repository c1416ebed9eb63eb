import { useCallback, useEffect, useRef, useState } from "react";
import { devicePerson, hasLeft } from "./device.ts";

/**
 * What somebody types before it is sent, kept on this device under `key` so that a reload loses nothing. It is theirs alone:
 * another person at the same device finds nothing of it, and signing out takes it away. Of somebody who is not signed in it is
 * kept as long as the tab. Forget it once the server has it:
 * `const [text, setText, forget] = useDraft("comment " + taskId, "")`.
 */
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  // Whoever opened the form goes on in it: who one is may become known while it is open.
  const [person] = useState(devicePerson);
  const [value, setValue] = useState<T>(() => kept(person, key, initial));
  const shownFor = useRef(key);
  useEffect(() => {
    if (shownFor.current === key) return;
    shownFor.current = key;
    setValue(kept(person, key, initial));
  }, [person, key, initial]);
  const change = useCallback(
    (next: T) => {
      setValue(next);
      keepDraft(person, key, same(next, initial) ? undefined : next);
    },
    [person, key, initial],
  );
  const forget = useCallback(() => {
    setValue(initial);
    keepDraft(person, key, undefined);
  }, [person, key, initial]);
  return [value, change, forget];
}

/** What is kept of theirs under a key; undefined where nothing is. */
export function keptDraft(person: string | null, key: string): unknown {
  try {
    return JSON.parse(placeOf(person).getItem(nameOf(person, key)) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** Undefined takes away what was kept. */
export function keepDraft(person: string | null, key: string, value: unknown): void {
  if (hasLeft()) return;
  try {
    if (value === undefined) placeOf(person).removeItem(nameOf(person, key));
    else placeOf(person).setItem(nameOf(person, key), JSON.stringify(value));
  } catch {
    // Storage is full or off: the text is still on the screen.
  }
}

function kept<T>(person: string | null, key: string, initial: T): T {
  return (keptDraft(person, key) as T | undefined) ?? initial;
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function placeOf(person: string | null): Storage {
  return person === null ? sessionStorage : localStorage;
}

function nameOf(person: string | null, key: string): string {
  return person === null ? `rondo.draft.${key}` : `rondo.draft.${person} ${key}`;
}
