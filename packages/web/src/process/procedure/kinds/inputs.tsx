import { compileExpression } from "@rondo/core/expression";
import type { Field as DataField } from "@rondo/core/process";
import { type ReactNode, useState } from "react";
import { useText } from "../../../messages/index.ts";
import { cx, Field, Select, TextInput } from "../../../ui/index.ts";
import { useDefinition } from "../editor-context.ts";
import { kindTexts } from "./en.ts";

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
}: {
  label: string;
  help?: string;
  value: string;
  onValue: (value: string) => void;
  readOnly: boolean;
}) {
  return (
    <Field label={label} help={help}>
      <TextInput value={value} readOnly={readOnly} onValue={onValue} maxLength={2_000} />
    </Field>
  );
}

/** Several of few, each in a choice of its own; the last, empty one adds. */
export function Several({
  label,
  value,
  choices,
  onValue,
  readOnly,
}: {
  label: string;
  value: readonly string[];
  choices: readonly (readonly [string, string])[];
  onValue: (value: string[]) => void;
  readOnly: boolean;
}) {
  return (
    <Field label={label}>
      <div className="flex flex-col gap-1.5">
        {[...value, ""].map((one, index) => (
          <Select
            key={index}
            label={label}
            disabled={readOnly}
            value={one}
            onValue={(chosen) =>
              onValue(
                chosen === ""
                  ? value.filter((_, at) => at !== index)
                  : index < value.length
                    ? value.map((other, at) => (at === index ? chosen : other))
                    : [...value, chosen],
              )
            }
            choices={[{ value: "", label: "–" }, ...choices.map(([key, name]) => ({ value: key, label: name }))]}
          />
        ))}
      </div>
    </Field>
  );
}

/** What several controls are about together. */
export function Named({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className={cx("min-w-0", wide && "sm:col-span-2")}>
      <span className="text-xs font-medium text-muted">{label}</span>
      {children}
    </div>
  );
}

/** What there is one of for each item: a field that holds several or says how many, or an expression of one's own. */
export function OverInput(props: { over: string; onOver: (over: string, merge: string | null) => void; readOnly: boolean }) {
  const t = useText(kindTexts);
  return (
    <FieldOrText
      label={t("overWhat")}
      none={props.over === "" ? t("overNone") : null}
      kinds={listed}
      textLabel={t("over")}
      textHelp={t("overHelp")}
      value={props.over}
      onValue={(over, isTyped) => props.onOver(over, isTyped ? "over" : null)}
      readOnly={props.readOnly}
    />
  );
}
const listed: ReadonlySet<DataField["kind"]> = new Set(["list", "choices", "people", "file", "table", "number"]);

/** Which run a message is meant for: the one with this answer, or any. */
export function KeyInput(props: { value: string | null; onValue: (value: string | null, merge?: string) => void; readOnly: boolean }) {
  const t = useText(kindTexts);
  return (
    <FieldOrText
      label={t("messageKey")}
      none={t("messageKeyAny")}
      kinds={telling}
      textLabel={t("messageKeyText")}
      textHelp={t("messageKeyHelp")}
      value={props.value ?? ""}
      onValue={(key, isTyped) => props.onValue(key.trim() === "" ? null : key, isTyped ? "key" : undefined)}
      readOnly={props.readOnly}
    />
  );
}
const telling: ReadonlySet<DataField["kind"]> = new Set(["text", "number", "choice", "email", "link", "person", "date", "run", "project"]);

/** A field of some kinds, chosen by its name, or an expression of one's own. */
function FieldOrText({
  label,
  none,
  kinds,
  textLabel,
  textHelp,
  value,
  onValue,
  readOnly,
}: {
  label: string;
  /** What it is called that nothing is chosen; null: something has to be. */
  none: string | null;
  kinds: ReadonlySet<DataField["kind"]>;
  textLabel: string;
  textHelp: string;
  value: string;
  onValue: (value: string, isTyped: boolean) => void;
  readOnly: boolean;
}) {
  const t = useText(kindTexts);
  const { fields } = useDefinition();
  const [asText, setAsText] = useState(false);
  const choices = fields.filter(({ kind }) => kinds.has(kind)).map(({ key, label: name }) => [key, name || key] as const);
  const isText = asText || (value !== "" && !choices.some(([key]) => key === value));
  return (
    <>
      <Choice
        label={label}
        readOnly={readOnly}
        value={isText ? expression : value}
        onValue={(chosen) => {
          setAsText(chosen === expression);
          if (chosen !== expression) onValue(chosen, false);
        }}
        choices={[...(none === null ? [] : [["", none] as const]), ...choices, [expression, t("overText")] as const]}
      />
      {isText ? (
        <ExpressionInput label={textLabel} help={textHelp} readOnly={readOnly} value={value} onValue={(next) => onValue(next, true)} />
      ) : null}
    </>
  );
}

/** No key of a field. */
const expression = "=";
