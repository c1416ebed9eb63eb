import type { Definition } from "@rondo/core/process";
import { Mail } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Field, TextInput } from "../../ui/index.ts";
import { useDefinition, useEditor } from "./editor-context.ts";
import { startMessageTexts } from "./start-message.en.ts";

/** The message that starts a run, once it is asked for. */
export function StartMessage() {
  const t = useText(startMessageTexts);
  const { startMessage } = useDefinition();
  const { edit, readOnly } = useEditor();
  const [isOpen, setOpen] = useState(false);
  if (startMessage === undefined && !isOpen)
    return readOnly ? null : (
      <div className="pt-1.5">
        <Button size="small" icon={<Mail size={13} />} onClick={() => setOpen(true)}>
          {t("add")}
        </Button>
      </div>
    );
  return (
    <div className="max-w-sm pt-2">
      <Field label={t("name")} help={t("about")}>
        <TextInput
          value={startMessage ?? ""}
          readOnly={readOnly}
          maxLength={300}
          autoFocus={isOpen}
          placeholder={t("placeholder")}
          onValue={(name) => edit((whole) => withStartMessage(whole, name), "start message")}
          onBlur={() => setOpen(false)}
        />
      </Field>
    </div>
  );
}

function withStartMessage({ startMessage: _, ...whole }: Definition, name: string): Definition {
  return { ...whole, ...(name.trim() !== "" && { startMessage: name }) };
}
