import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, TextArea } from "../ui/index.ts";
import type { Entry } from "./control.ts";
import { controlTexts } from "./en.ts";

type Props = { entry: Entry; outcome: NonNullable<Entry["settlement"]>["outcome"]; projectId: string; onClose: () => void };

/** What became of an entry, with the reason where one is needed. */
export function SettleEntry({ entry, outcome, projectId, onClose }: Props) {
  const t = useText(controlTexts);
  const { id: w } = useWorkspace();
  const [note, setNote, forget] = useDraft(`settle ${entry.id} ${outcome}`, "");
  const [refusal, setRefusal] = useState<string | null>(null);
  const settle = useChange({
    call: () => requestIn(w, "PUT /projects/:p/register/:e/settlement", { params: { p: projectId, e: entry.id }, body: { outcome, note } }),
    touches: [`project:${projectId}`],
    said: () => t("settledSaid", { title: entry.title, outcome }),
    undo: () => requestIn(w, "DELETE /projects/:p/register/:e/settlement", { params: { p: projectId, e: entry.id } }),
    refused: (problem) => {
      setRefusal(`${problem.title}. ${problem.next}`);
      return true;
    },
  });
  return (
    <Dialog
      open
      onOpen={(stay) => (stay ? undefined : onClose())}
      title={t("settleTitle", { outcome, title: entry.title })}
      actions={
        <>
          <Button
            kind="primary"
            busy={settle.isPending}
            onClick={() =>
              settle.mutate(undefined, {
                onSuccess: () => {
                  forget();
                  onClose();
                },
              })
            }
          >
            {t("settle", { outcome })}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <Field label={t("settleNote", { outcome })} error={refusal}>
        <TextArea value={note} onValue={setNote} maxLength={2_000} />
      </Field>
    </Dialog>
  );
}
