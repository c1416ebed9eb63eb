import { compileExpression } from "@rondo/core/expression";
import { useState } from "react";
import { Field, Select, TextArea, TextInput } from "../../../ui/index.ts";

/** A FEEL expression; what can't be read is told at once. */
export function ExpressionInput({
  label,
  help,
  value,
  onValue,
  readOnly,
  optional = false,
}: {
  label: string;
  help?: string;
  value: string;
  onValue: (value: string) => void;
  readOnly: boolean;
  optional?: boolean;
}) {
  const problem = value.trim() === "" ? null : (compileExpression(value).findings[0]?.message ?? null);
  return (
    <Field label={label} help={help} error={problem} optional={optional}>
      <TextInput value={value} readOnly={readOnly} onValue={onValue} spellCheck={false} autoComplete="off" />
    </Field>
  );
}

/** A choice among few, with its label. */
export function Choice<Value extends string>({
  label,
  value,
  choices,
  onValue,
  readOnly,
}: {
  label: string;
  value: Value;
  choices: readonly (readonly [Value, string])[];
  onValue: (value: Value) => void;
  readOnly: boolean;
}) {
  return (
    <Field label={label}>
      <Select
        label={label}
        disabled={readOnly}
        value={value}
        onValue={onValue}
        choices={choices.map(([key, name]) => ({ value: key, label: name }))}
      />
    </Field>
  );
}

export function Text({
  label,
  help,
  value,
  onValue,
  readOnly,
  long = false,
}: {
  label: string;
  help?: string;
  value: string;
  onValue: (value: string) => void;
  readOnly: boolean;
  long?: boolean;
}) {
  return (
    <Field label={label} help={help}>
      {long ? (
        <TextArea value={value} readOnly={readOnly} onValue={onValue} rows={3} />
      ) : (
        <TextInput value={value} readOnly={readOnly} onValue={onValue} maxLength={2_000} />
      )}
    </Field>
  );
}

type Pair = { readonly key: string; readonly value: string };

/** "field = expression", one a line. Unfinished lines are kept while typing, in the box alone. */
export function Pairs({
  label,
  help,
  value,
  onValue,
  readOnly,
}: {
  label: string;
  help: string;
  value: readonly Pair[];
  onValue: (value: readonly Pair[]) => void;
  readOnly: boolean;
}) {
  const said = value.map(({ key, value: text }) => `${key} = ${text}`).join("\n");
  const [typed, setTyped] = useState<string | null>(null);
  const take = (text: string) => {
    setTyped(text);
    onValue(pairsIn(text));
  };
  return (
    <Field label={label} help={help}>
      <TextArea value={typed ?? said} readOnly={readOnly} rows={2} onValue={take} onBlur={() => setTyped(null)} />
    </Field>
  );
}

function pairsIn(text: string): Pair[] {
  return text.split("\n").flatMap((line) => {
    const [, key, value] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.+)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value: value.trim() }];
  });
}

/** Keys with commas between. */
export function keysIn(text: string): string[] {
  return text
    .split(",")
    .map((key) => key.trim())
    .filter((key) => /^[A-Za-z][A-Za-z0-9_]*$/.test(key));
}
