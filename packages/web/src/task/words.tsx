import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, Field, TextArea } from "../ui/index.ts";
import { taskTexts } from "./en.ts";

type WordsProps = {
  draft: string;
  label: string;
  missing: string;
  press: string;
  kind: "primary" | "danger";
  icon: ReactNode;
  busy: boolean;
  before?: ReactNode;
  onCancel?: () => void;
  onSend: (text: string) => Promise<unknown>;
};

/** A few words and the button that sends them; what was typed is kept until the server has it. */
export function Words({ draft, label, missing, press, kind, icon, busy, before, onCancel, onSend }: WordsProps) {
  const t = useText(taskTexts);
  const [text, setText, forget] = useDraft(draft, "");
  const send = () => {
    if (text.trim() !== "" && !busy) void onSend(text.trim()).then(forget, () => undefined);
  };
  return (
    <div className="flex w-full max-w-xl flex-col gap-2">
      {before}
      <Field label={label}>
        <TextArea
          value={text}
          onValue={setText}
          rows={2}
          // Opened by a press, it is where the writing goes; what stands on a screen from the start leaves the keyboard alone.
          autoFocus={onCancel !== undefined}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
            else if (event.key === "Escape" && onCancel) onCancel();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      </Field>
      <div className="flex gap-2">
        <Button size="small" kind={kind} icon={icon} busy={busy} why={text.trim() === "" ? missing : null} onClick={send}>
          {press}
        </Button>
        {onCancel ? (
          <Button size="small" kind="quiet" onClick={onCancel}>
            {t("cancel")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
