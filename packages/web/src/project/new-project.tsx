import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../session/index.ts";
import { Button, DateInput, Dialog, Field, Select, TextArea, TextInput } from "../ui/index.ts";
import { AnchoredDate } from "./anchored-date.tsx";
import { projectTexts } from "./en.ts";
import { useEveryoneChoices } from "./everyone.ts";
import { type Choice, FromTemplate, useTemplates } from "./from-template.tsx";

type Written = Choice & {
  readonly name: string;
  readonly goal: string;
  readonly endCondition: string;
  readonly start: string;
  readonly everyone: string;
};

const nothing: Written = {
  templateId: null,
  anchor: "start",
  day: "",
  roles: {},
  name: "",
  goal: "",
  endCondition: "",
  start: "",
  everyone: "contributor",
};

export function NewProject({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useText(projectTexts);
  const { id: w, slug } = useWorkspace();
  const navigate = useNavigate();
  const [written, write, forget] = useDraft<Written>("new project", nothing);
  const [missing, setMissing] = useState(false);
  const everyone = useEveryoneChoices();
  const templates = useTemplates();
  const make = useChange({
    call: (what: Written) => {
      const sees = what.everyone === "nobody" ? null : (what.everyone as "contributor");
      if (what.templateId !== null) {
        const when = what.day === "" ? {} : what.anchor === "start" ? { start: `${what.day}T00:00` } : { finish: `${what.day}T23:59` };
        return requestIn(w, "POST /project-templates/:t/projects", {
          params: { t: what.templateId },
          body: {
            name: what.name.trim(),
            ...when,
            everyone: sees,
            roles: Object.entries(what.roles).map(([role, personId]) => ({ role, personId })),
          },
        });
      }
      return requestIn(w, "POST /projects", {
        body: {
          name: what.name.trim(),
          goal: what.goal,
          endCondition: what.endCondition,
          ...(what.start === "" ? {} : what.anchor === "start" ? { start: `${what.start}T08:00` } : { finishBy: `${what.start}T17:00` }),
          everyone: sees,
        },
      });
    },
    touches: ["project"],
  });
  const set = (part: Partial<Written>) => write({ ...written, ...part });
  const go = () => {
    // Enter in a field comes here too, also while it is being made.
    if (make.isPending) return;
    if (written.name.trim() === "" || (written.templateId === null && written.anchor === "finish" && written.start === ""))
      return setMissing(true);
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
        {templates.length > 0 ? <FromTemplate templates={templates} choice={written} onChoice={set} /> : null}
        {written.templateId === null ? (
          <>
            <Field label={t("goal")} help={t("goalHelp")} optional>
              <TextArea value={written.goal} onValue={(goal) => set({ goal })} rows={2} />
            </Field>
            <Field label={t("endCondition")} help={t("endConditionHelp")} optional>
              <TextArea value={written.endCondition} onValue={(endCondition) => set({ endCondition })} rows={2} />
            </Field>
          </>
        ) : null}
        {written.templateId === null ? (
          <AnchoredDate
            anchor={written.anchor}
            onAnchor={(anchor) => set({ anchor })}
            date={
              written.anchor === "start" ? (
                <Field label={t("start")} help={t("startHelp")} optional>
                  <DateInput value={written.start} onValue={(start) => set({ start })} />
                </Field>
              ) : (
                <Field label={t("mustEnd")} help={t("mustEndHelp")} error={missing && written.start === "" ? t("mustEndMissing") : null}>
                  <DateInput value={written.start} onValue={(start) => set({ start })} />
                </Field>
              )
            }
          />
        ) : null}
        <Field label={t("everyone")}>
          <Select value={written.everyone} onValue={(value) => set({ everyone: value })} choices={everyone} />
        </Field>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
