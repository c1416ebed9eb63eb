import { useState } from "react";
import type { Choice } from "../../ui/index.ts";

const marker = "new:";

/** Choices for a `Combobox` that also offers to make what was typed and is not there. */
export function useCreatable(choices: readonly Choice[], labelOf: (typed: string) => string, make: (typed: string) => string) {
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const chosenAlready = choices.some((choice) => choice.label === name);
  const found =
    chosenAlready || name === "" ? choices : choices.filter((choice) => choice.label.toLowerCase().includes(name.toLowerCase()));
  const isThere = name === "" || choices.some((choice) => choice.label.toLowerCase() === name.toLowerCase());
  // Enter takes the first: what begins as was typed, then what was typed itself, then what only has it somewhere.
  const begins = (choice: Choice) => choice.label.toLowerCase().startsWith(name.toLowerCase());
  const offered: Choice[] = isThere
    ? [...found]
    : [...found.filter(begins), { value: `${marker}${name}`, label: labelOf(name) }, ...found.filter((choice) => !begins(choice))];
  return {
    choices: offered,
    onType: setTyped,
    /** Makes it if it is new, then hands on its key. */
    pick: (value: string | null, then: (key: string) => void) => {
      if (value === null) return;
      setTyped("");
      then(value.startsWith(marker) ? make(value.slice(marker.length)) : value);
    },
  };
}
