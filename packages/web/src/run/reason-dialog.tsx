import { useState } from "react";
import { DiscardedChange } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, Dialog, Field, TextArea } from "../ui/index.ts";
import { runTexts } from "./en.ts";

type Props = {
  open: boolean;
  onOpen: (open: boolean) => void;
  title: string;
  about: string;
  action: string;
  keep?: string;
  /** What was written is kept where this fails. */ onReason: (reason: string) => Promise<unknown>;
  draft: string;
};

/** Skipping and cancelling carry a reason, which stays in the history. */
export function ReasonDialog({ open, onOpen, title, about, action, keep, onReason, draft }: Props) {
  const t = useText(runTexts);
  const [reason, setReason, forget] = useDraft(draft, "");
  const [missing, setMissing] = useState(false);
  const go = () => {
    if (reason.trim() === "") return setMissing(true);
    const given = reason.trim();
    forget();
    onOpen(false);
    void onReason(given).catch((error: unknown) => error instanceof DiscardedChange || setReason(given));
  };
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={title}
      about={about}
      actions={
        <>
          <Button kind="primary" onClick={go}>
            {action}
          </Button>
          <Button onClick={() => onOpen(false)}>{keep ?? t("back")}</Button>
        </>
      }
    >
      <Field label={t("reason")} error={missing && reason.trim() === "" ? t("reasonNeeded") : null}>
        <TextArea value={reason} onValue={setReason} autoFocus />
      </Field>
    </Dialog>
  );
}
