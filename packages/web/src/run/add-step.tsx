import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Dialog, Field, TextArea, TextInput } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import { useMembers } from "./people.ts";
import type { Run } from "./run.ts";

type Entered = { readonly title: string; readonly personId: string | null; readonly reason: string };
const nothing: Entered = { title: "", personId: null, reason: "" };

/** One more step, for this run alone, with the reason that stays in its history. */
export function AddStep({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useText(runTexts);
  const { id: w } = useWorkspace();
  const { choices } = useMembers();
  const [entered, setEntered, forget] = useDraft<Entered>(`add step ${run.id}`, nothing);
  const [tried, setTried] = useState(false);
  const add = useChange({
    call: (body: Entered) => requestIn(w, "POST /runs/:r/steps", { params: { r: run.id }, body }),
    touches: ["run", "task"],
    said: ({ title }) => t("stepAddedSaid", { step: title }),
  });
  const body = { ...entered, title: entered.title.trim(), reason: entered.reason.trim() };
  const go = () => {
    setTried(true);
    if (body.title === "" || body.reason === "") return;
    add.mutate(body, {
      onSuccess: () => {
        forget();
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("addStepTitle")}
      about={t("addStepAbout")}
      actions={
        <>
          <Button kind="primary" onClick={go} busy={add.isPending}>
            {t("addStepNow")}
          </Button>
          <Button onClick={onClose}>{t("back")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t("stepTitle")} error={tried && body.title === "" ? t("stepTitleNeeded") : null}>
          <TextInput value={entered.title} onValue={(title) => setEntered({ ...entered, title })} maxLength={300} autoFocus />
        </Field>
        <Field label={t("person")} optional>
          <Combobox choices={choices} value={entered.personId} onValue={(personId) => setEntered({ ...entered, personId })} />
        </Field>
        <Field label={t("reason")} error={tried && body.reason === "" ? t("reasonNeeded") : null}>
          <TextArea value={entered.reason} onValue={(reason) => setEntered({ ...entered, reason })} rows={2} />
        </Field>
      </div>
    </Dialog>
  );
}
