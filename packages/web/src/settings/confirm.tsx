import { type ReactNode, useState } from "react";
import { useText } from "../messages/index.ts";
import { Button, Dialog, Field, TextInput } from "../ui/index.ts";
import { settingsTexts } from "./en.ts";

type Props = {
  title: string;
  about: ReactNode;
  press: string;
  busy: boolean;
  /** What has to be typed before it goes on; null: nothing. */ typed?: {
    readonly value: string;
    readonly label: string;
    readonly missing: string;
  } | null;
  /** What else is to be known first. */ children?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
};

/** For what can't be undone. */
export function Confirm({ title, about, press, busy, typed = null, children, onConfirm, onClose }: Props) {
  const t = useText(settingsTexts);
  const [text, setText] = useState("");
  const why = typed !== null && text.trim() !== typed.value ? typed.missing : null;
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={title}
      about={about}
      actions={
        <>
          <Button kind="danger" busy={busy} why={why} onClick={onConfirm}>
            {press}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t("cancel")}
          </Button>
        </>
      }
    >
      {children}
      {typed ? (
        <Field label={typed.label}>
          <TextInput value={text} onValue={setText} autoComplete="off" autoFocus />
        </Field>
      ) : null}
    </Dialog>
  );
}
