import { Braces } from "lucide-react";
import { useRef } from "react";
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
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  readOnly: boolean;
  long?: boolean;
}) {
  const t = useText(kindTexts);
  const { fields } = useDefinition();
  const box = useRef<HTMLDivElement>(null);
  const put = (key: string) => {
    const input = box.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
    const [from, to] = [input?.selectionStart ?? value.length, input?.selectionEnd ?? value.length];
    onValue(`${value.slice(0, from)}{{${key}}}${value.slice(to)}`);
  };
  return (
    <div ref={box} className="relative min-w-0">
      <Field label={label}>
        {long ? (
          <TextArea value={value} readOnly={readOnly} onValue={onValue} rows={3} />
        ) : (
          <TextInput value={value} readOnly={readOnly} onValue={onValue} maxLength={2_000} />
        )}
      </Field>
      {readOnly || fields.length === 0 ? null : (
        <span className="absolute -top-1.5 end-0">
          <Menu
            align="end"
            trigger={<IconButton size="small" label={t("putAnswer", { into: label })} icon={<Braces size={13} />} />}
            entries={() => fields.map((field) => ({ label: field.label || field.key, onSelect: () => put(field.key) }))}
          />
        </span>
      )}
    </div>
  );
}
