import { useEffect, useRef, useState } from "react";
import { useText } from "../../messages/index.ts";
import { Field, Markdown, SegmentedControl, TextArea } from "../../ui/index.ts";
import { processTexts } from "../en.ts";

type Props = { label: string; value: string; onValue: (value: string) => void; placeholder: string; readOnly: boolean };

/** Markdown as it reads; a click or Enter makes it the text to write. */
export function MarkdownInput({ label, value, onValue, placeholder, readOnly }: Props) {
  const t = useText(processTexts);
  const [mode, setMode] = useState<"write" | "preview">(value.trim() === "" ? "write" : "preview");
  const area = useRef<HTMLTextAreaElement>(null);
  const focus = useRef(false);
  useEffect(() => {
    if (mode === "write" && focus.current) area.current?.focus();
    focus.current = false;
  }, [mode]);
  if (readOnly) return value.trim() === "" ? null : <Markdown text={value} />;
  const write = () => {
    focus.current = true;
    setMode("write");
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <span className="text-xs font-medium text-muted" aria-hidden="true">
          {label}
        </span>
        {value.trim() === "" ? null : (
          <SegmentedControl
            label={label}
            value={mode}
            onValue={setMode}
            choices={[
              { value: "preview", label: t("preview") },
              { value: "write", label: t("write") },
            ]}
          />
        )}
      </div>
      {mode === "preview" && value.trim() !== "" ? (
        <div className="relative rounded-md px-2.5 py-1.5 hover:bg-hover/50">
          <Markdown text={value} />
          <button type="button" onClick={write} className="absolute inset-0 rounded-md" aria-label={t("writeOf", { label })} />
        </div>
      ) : (
        <Field label={label} hideLabel>
          <TextArea ref={area} value={value} onValue={onValue} placeholder={placeholder} rows={3} maxLength={100_000} />
        </Field>
      )}
    </div>
  );
}
