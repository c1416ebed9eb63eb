import { useState } from "react";
import { Field, TextInput } from "../ui/index.ts";
import type { Words } from "./use-words.ts";

/** A length that is written as people write it, and kept when it is one. */
export function Length({
  label,
  help,
  minutes,
  words,
  locked,
  onValue,
}: {
  label: string;
  help?: string;
  minutes: number;
  words: Words;
  locked: boolean;
  onValue: (minutes: number) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const read = text === null ? minutes : words.minutes(text);
  const keep = () => {
    if (read !== null && read !== minutes) onValue(read);
    if (read !== null) setText(null);
  };
  return (
    <Field label={label} help={help} error={read === null ? words.t("badDuration") : null}>
      <TextInput
        value={text ?? words.duration(minutes)}
        onValue={setText}
        disabled={locked}
        onBlur={keep}
        onKeyDown={(event) => (event.key === "Enter" ? keep() : undefined)}
      />
    </Field>
  );
}
