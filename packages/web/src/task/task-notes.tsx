import { Pencil } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, Field, Markdown, TextArea } from "../ui/index.ts";
import { taskTexts } from "./en.ts";

/** Markdown, shown as it reads and typed as it is. What is typed is kept on this device until it is saved. */
export function TaskNotes({ taskId, notes, onNotes }: { taskId: string; notes: string; onNotes: (notes: string) => Promise<unknown> }) {
  const t = useText(taskTexts);
  const [draft, setDraft, forget] = useDraft<string | null>(`notes ${taskId}`, null);
  const [busy, setBusy] = useState(false);
  if (draft !== null) {
    const save = () => {
      if (busy) return;
      setBusy(true);
      void onNotes(draft.trim())
        .then(forget, () => undefined)
        .finally(() => setBusy(false));
    };
    return (
      <div className="flex flex-col gap-2">
        <Field label={t("notes")} help={draft !== notes ? t("draftKept") : undefined}>
          <TextArea
            value={draft}
            onValue={setDraft}
            rows={6}
            autoFocus
            placeholder={t("notesPlaceholder")}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) save();
              else if (event.key === "Escape" && draft === notes) forget();
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        </Field>
        <div className="flex gap-2">
          <Button size="small" kind="primary" busy={busy} onClick={save}>
            {t("saveNotes")}
          </Button>
          <Button size="small" kind="quiet" onClick={forget}>
            {t("cancel")}
          </Button>
        </div>
      </div>
    );
  }
  if (notes === "")
    return (
      <button
        type="button"
        onClick={() => setDraft("")}
        className="-mx-1.5 min-h-9 w-[calc(100%+0.75rem)] rounded-md px-1.5 text-start text-sm text-faint hover:bg-hover/60 hover:text-muted"
      >
        {t("notesPlaceholder")}
      </button>
    );
  return (
    <div className="group/notes flex flex-col gap-1">
      <Markdown text={notes} />
      <div>
        <Button size="small" kind="quiet" icon={<Pencil size={12} />} onClick={() => setDraft(notes)}>
          {t("editNotes")}
        </Button>
      </div>
    </div>
  );
}
