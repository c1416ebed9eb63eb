import { Braces } from "lucide-react";
import { type RefObject, useRef } from "react";
import { useText } from "../../../messages/index.ts";
import { Field, IconButton, Menu, TextArea, TextInput } from "../../../ui/index.ts";
import { useDefinition } from "../editor-context.ts";
import { kindTexts } from "./en.ts";

/** A text with answers in it: a field is chosen by its name and put where the cursor was. */
export function Template({
  label,
  value,
  onValue,
  readOnly,
  long = false,
  maxLength = 2_000,
  placeholder,
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  readOnly: boolean;
  long?: boolean;
  maxLength?: number;
  placeholder?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  return (
    <div ref={box} className="relative min-w-0">
      <Field label={label}>
        {long ? (
          <TextArea value={value} readOnly={readOnly} onValue={onValue} rows={3} placeholder={placeholder} />
        ) : (
          <TextInput value={value} readOnly={readOnly} onValue={onValue} maxLength={maxLength} placeholder={placeholder} />
        )}
      </Field>
      {readOnly ? null : <PutAnswer box={box} label={label} value={value} onValue={onValue} />}
    </div>
  );
}

/** Beside the label of a text in `box`. */
export function PutAnswer({
  box,
  label,
  value,
  onValue,
}: {
  box: RefObject<HTMLDivElement | null>;
  label: string;
  value: string;
  onValue: (value: string) => void;
}) {
  const t = useText(kindTexts);
  const { fields } = useDefinition();
  const put = (key: string) => {
    const input = box.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
    const [from, to] = [input?.selectionStart ?? value.length, input?.selectionEnd ?? value.length];
    onValue(`${value.slice(0, from)}{{${key}}}${value.slice(to)}`);
  };
  if (fields.length === 0) return null;
  return (
    <span className="absolute -top-1.5 end-0">
      <Menu
        align="end"
        trigger={<IconButton size="small" label={t("putAnswer", { into: label })} icon={<Braces size={13} />} />}
        entries={() => fields.map((field) => ({ label: field.label || field.key, onSelect: () => put(field.key) }))}
      />
    </span>
  );
}
