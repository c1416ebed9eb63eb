import type { Editor } from "@tiptap/react";
import { useState } from "react";
import { safeAddress } from "@rondo/core/document";
import { useText } from "../../messages/index.ts";
import { Button, Dialog, Field, TextInput } from "../../ui/index.ts";
import { documentTexts } from "../en.ts";

export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const t = useText(documentTexts);
  const was = String(editor.getAttributes("link")["href"] ?? "");
  const [address, setAddress] = useState(was);
  const [asked, setAsked] = useState(false);
  const full = /^[\w-]+(\.[\w-]+)+/.test(address.trim()) ? `https://${address.trim()}` : address.trim();
  const safe = safeAddress(full);
  const set = () => {
    setAsked(true);
    if (safe === null) return;
    onClose();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (editor.state.selection.empty && was === "")
      chain.insertContent({ type: "text", text: full, marks: [{ type: "link", attrs: { href: safe } }] }).run();
    else chain.setLink({ href: safe }).run();
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("link")}
      actions={
        <>
          <Button kind="primary" onClick={set}>
            {t("setLink")}
          </Button>
          {was === "" ? null : (
            <Button
              onClick={() => {
                onClose();
                editor.chain().focus().extendMarkRange("link").unsetLink().run();
              }}
            >
              {t("removeLink")}
            </Button>
          )}
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set();
        }}
      >
        <Field label={t("linkAddress")} help={t("linkHelp")} error={asked && safe === null ? t("linkWrong") : null}>
          <TextInput value={address} onValue={setAddress} autoComplete="off" inputMode="url" maxLength={2_000} />
        </Field>
      </form>
    </Dialog>
  );
}
