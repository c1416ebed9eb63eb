import { useCallback, useEffect, useRef, useState } from "react";

/**
 * What somebody types before it is sent, kept on this device under `key` so that a reload loses nothing. Forget it
 * once the server has it: `const [text, setText, forget] = useDraft("comment " + taskId, "")`.
 */
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const name = `rondo.draft.${key}`;
  const [value, setValue] = useState<T>(() => kept(name, initial));
  const shownFor = useRef(name);
  useEffect(() => {
    if (shownFor.current === name) return;
    shownFor.current = name;
    setValue(kept(name, initial));
  }, [name, initial]);
  const change = useCallback(
    (next: T) => {
      setValue(next);
      write(name, JSON.stringify(next));
    },
    [name],
  );
  const forget = useCallback(() => {
    setValue(initial);
    write(name, null);
  }, [name, initial]);
  return [value, change, forget];
}

function kept<T>(name: string, initial: T): T {
  try {
    const text = localStorage.getItem(name);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}

function write(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // Storage is full or off: the text is still on the screen.
  }
}
