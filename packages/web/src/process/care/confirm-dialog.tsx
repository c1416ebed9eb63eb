import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../../session/index.ts";
import { Button, Dialog, Field, TextArea } from "../../ui/index.ts";
import type { Process } from "../process.ts";
import { careTexts } from "./en.ts";

/** Says that the published revision is still right. */
export function ConfirmDialog({ process, onClose }: { process: Process; onClose: () => void }) {
  const t = useText(careTexts);
  const { id: w } = useWorkspace();
  const [note, setNote, forget] = useDraft(`confirm ${process.id}`, "");
  const confirm = useChange({
    call: () => requestIn(w, "POST /processes/:p/confirmations", { params: { p: process.id }, body: { note: note.trim() } }),
    touches: ["process"],
    said: () => t("confirmedSaid"),
  });
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("stillRight")}
      about={t("stillRightAbout", { number: process.published?.number ?? 0 })}
      actions={
        <Button
          kind="primary"
          busy={confirm.isPending}
          onClick={() => confirm.mutate(undefined, { onSuccess: () => (forget(), onClose()) })}
        >
          {t("stillRight")}
        </Button>
      }
    >
      <Field label={t("confirmNote")} optional>
        <TextArea value={note} onValue={setNote} maxLength={2_000} />
      </Field>
    </Dialog>
  );
}
