import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, Select } from "../ui/index.ts";
import type { Document } from "./document.ts";
import { documentTexts } from "./en.ts";
import { placeOfHome, useFolderChoices } from "./folders.ts";

export function MoveDocument({ document, onClose }: { document: Document; onClose: () => void }) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const choices = useFolderChoices(placeOfHome(document.home));
  const [folder, setFolder] = useState(document.folderId ?? "");
  const move = useChange({
    call: ({ to }: { to: string | null; from: string | null }) =>
      requestIn(w, "PATCH /documents/:d", { params: { d: document.id }, version: document.version, body: { folderId: to } }),
    touches: [`document:${document.id}`, "document"],
    said: () => t("moved", { title: document.title }),
    undo: ({ from }, now) =>
      requestIn(w, "PATCH /documents/:d", { params: { d: document.id }, version: now.version, body: { folderId: from } }),
  });
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("moveTo")}
      actions={
        <Button
          kind="primary"
          onClick={() => {
            move.mutate({ to: folder === "" ? null : folder, from: document.folderId });
            onClose();
          }}
        >
          {t("move")}
        </Button>
      }
    >
      <Field label={t("folder")}>
        <Select value={folder} onValue={setFolder} choices={choices} />
      </Field>
    </Dialog>
  );
}
