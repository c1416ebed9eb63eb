import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, TextInput } from "../ui/index.ts";
import { type Folder, type Place, queryOf } from "./document.ts";
import { documentTexts } from "./en.ts";

/** A new folder, or another name for one. */
export function NameFolder({
  place,
  folder,
  parentId,
  onClose,
}: {
  place: Place;
  folder: Folder | null;
  parentId: string | null;
  onClose: () => void;
}) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const [name, setName] = useState(folder?.name ?? "");
  const [asked, setAsked] = useState(false);
  const save = useChange({
    call: (name: string): Promise<unknown> =>
      folder === null
        ? requestIn(w, "POST /folders", { body: { name, parentId, ...queryOf(place) } })
        : requestIn(w, "PATCH /folders/:f", { params: { f: folder.id }, version: folder.version, body: { name } }),
    touches: ["folder"],
  });
  const go = () => {
    // Enter in a field comes here too, also while it is being made.
    if (save.isPending) return;
    setAsked(true);
    if (name.trim() !== "") save.mutate(name.trim(), { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={folder === null ? t("newFolder") : t("renameFolder")}
      actions={
        <Button kind="primary" busy={save.isPending} onClick={go}>
          {folder === null ? t("makeFolder") : t("save")}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Field label={t("folderName")} error={asked && name.trim() === "" ? t("titleMissing") : null}>
          <TextInput value={name} onValue={setName} maxLength={120} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}
