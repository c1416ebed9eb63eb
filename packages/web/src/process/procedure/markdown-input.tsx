import { Pencil } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Field, Markdown, TextArea } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { PutAnswer } from "./kinds/template.tsx";

type Props = {
  label: string;
  value: string;
  onValue: (value: string) => void;
  placeholder: string;
  readOnly: boolean;
  /** Answers can be put into it. */ answers?: boolean;
};

/** Markdown as it reads; a click or Enter makes it the text to write, and leaving it shows it as it reads again. */
export function MarkdownInput({ label, value, onValue, placeholder, readOnly, answers = false }: Props) {
  const t = useText(processTexts);
  const [isWriting, setIsWriting] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWriting) area.current?.focus();
  }, [isWriting]);
  if (readOnly) return value.trim() === "" ? null : <Markdown text={value} />;
  if (isWriting)
    return (
      <div ref={box} className="relative flex flex-col gap-1">
        <Field label={label} help={t("markdownHelp")}>
          <TextArea
            ref={area}
            value={value}
            onValue={onValue}
            placeholder={placeholder}
            rows={3}
            maxLength={100_000}
            onKeyDown={(event) => (event.key === "Escape" ? (event.stopPropagation(), setIsWriting(false)) : undefined)}
          />
        </Field>
        {answers ? <PutAnswer box={box} label={label} value={value} onValue={onValue} /> : null}
        <div>
          <Button size="small" kind="quiet" onClick={() => setIsWriting(false)}>
            {t("preview")}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="group/text relative -mx-2 rounded-md ps-2 pe-7 py-1 hover:bg-hover/50">
      {value.trim() === "" ? <p className="text-sm text-faint">{placeholder}</p> : <Markdown text={value} />}
      <button
        type="button"
        onClick={() => setIsWriting(true)}
        className="absolute inset-0 flex items-start justify-end rounded-md p-1.5"
        aria-label={t("writeOf", { label })}
      >
        <Pencil size={13} className="text-muted opacity-0 group-hover/text:opacity-100" aria-hidden="true" />
      </button>
    </div>
  );
}
