import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../session/index.ts";
import { Button, DateInput, Dialog, Field, Select, TextArea, TextInput } from "../ui/index.ts";
import { projectTexts } from "./en.ts";
import { useEveryoneChoices } from "./everyone.ts";

type Written = { readonly name: string; readonly goal: string; readonly endCondition: string; readonly start: string; readonly everyone: string };

const nothing: Written = { name: "", goal: "", endCondition: "", start: "", everyone: "contributor" };

export function NewProject({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useText(projectTexts);
  const { id: w, slug } = useWorkspace();
  const navigate = useNavigate();
  const [written, write, forget] = useDraft<Written>("new project", nothing);
  const [missing, setMissing] = useState(false);
  const everyone = useEveryoneChoices();
  const make = useChange({
    call: (what: Written) =>
      requestIn(w, "POST /projects", {
        body: { name: what.name.trim(), goal: what.goal, endCondition: what.endCondition, ...(what.start ? { start: `${what.start}T08:00` } : {}), everyone: what.everyone === "nobody" ? null : (what.everyone as "contributor") },
      }),
    touches: ["project"],
  });
  const set = (part: Partial<Written>) => write({ ...written, ...part });
  const go = () => {
    if (written.name.trim() === "") return setMissing(true);
    make.mutate(written, {
      onSuccess: (project) => {
        forget();
        void navigate({ to: "/w/$slug/projects/$id", params: { slug, id: project.id }, search: {} });
      },
    });
  };
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={t("newProject")}
      about={t("newAbout")}
      actions={
        <>
          <Button kind="primary" busy={make.isPending} onClick={go}>
            {t("makeProject")}
          </Button>
          <Button onClick={() => onOpen(false)}>{t("cancel")}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Field label={t("name")} error={missing && written.name.trim() === "" ? t("nameMissing") : null}>
          <TextInput value={written.name} onValue={(name) => set({ name })} maxLength={120} autoComplete="off" />
        </Field>
        <Field label={t("goal")} help={t("goalHelp")} optional>
          <TextArea value={written.goal} onValue={(goal) => set({ goal })} rows={2} />
        </Field>
        <Field label={t("endCondition")} help={t("endConditionHelp")} optional>
          <TextArea value={written.endCondition} onValue={(endCondition) => set({ endCondition })} rows={2} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <Field label={t("start")} help={t("startHelp")} optional>
            <DateInput value={written.start} onValue={(start) => set({ start })} />
          </Field>
          <Field label={t("everyone")}>
            <Select value={written.everyone} onValue={(value) => set({ everyone: value })} choices={everyone} />
          </Field>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
