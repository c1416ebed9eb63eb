import type { Finding } from "@rondo/core/kernel";
import { type Definition, validateDefinition } from "@rondo/core/process";
import { useEffect, useState } from "react";

const known = new WeakMap<Definition, readonly Finding[]>();
/** Milliseconds without a key. */
const quiet = 200;

/** Each definition is checked once, whoever asks. */
export function findingsOf(definition: Definition): readonly Finding[] {
  const found = known.get(definition) ?? validateDefinition(definition);
  known.set(definition, found);
  return found;
}

/** Those of what is being typed come with the first pause: checking a long procedure takes longer than a frame. */
export function useFindings(definition: Definition): readonly Finding[] {
  const [checked, setChecked] = useState(definition);
  useEffect(() => {
    const timer = setTimeout(() => setChecked(definition), quiet);
    return () => clearTimeout(timer);
  }, [definition]);
  return findingsOf(checked);
}
