import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useEverybody, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, Combobox, DateTimeInput, Dialog, Field, Select, TextArea, TextInput } from "../ui/index.ts";
import { type Anchor, AnchoredDate } from "./anchored-date.tsx";
import { projectTexts } from "./en.ts";
import { useEveryoneChoices } from "./everyone.ts";
import type { Project } from "./project.ts";

export function ChangeProject({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useText(projectTexts);
  const { id: w } = useWorkspace();
  const everyone = useEveryoneChoices();
  const { items: members } = useEverybody();
  const [name, setName] = useState(project.name);
  const [goal, setGoal] = useState(project.goal);
  const [end, setEnd] = useState(project.endCondition);
  const [anchor, setAnchor] = useState<Anchor>(project.finishBy === null ? "start" : "finish");
  const [start, setStart] = useState(project.start);
  const [finish, setFinish] = useState(project.finishBy ?? project.finish ?? project.start);
  const [owner, setOwner] = useState(project.owner?.id ?? null);
  const [policy, setPolicy] = useState(project.linkPolicy);
  const [ownHours, setOwnHours] = useState(project.ownHours);
  const [seen, setSeen] = useState<string>(project.everyone ?? "nobody");
  const save = useChange({
    call: () =>
      requestIn(w, "PATCH /projects/:p", {
        params: { p: project.id },
        version: project.version,
        body: {
          ...(name.trim() !== project.name && { name: name.trim() }),
          ...(goal !== project.goal && { goal }),
          ...(end !== project.endCondition && { endCondition: end }),
          ...(anchor === "start"
            ? {
                ...(start.slice(0, 16) !== project.start.slice(0, 16) && { start }),
                ...(project.finishBy !== null && { finishBy: null }),
              }
            : finish.slice(0, 16) !== project.finishBy?.slice(0, 16) && { finishBy: finish }),
          ...(owner !== (project.owner?.id ?? null) && { ownerId: owner }),
          ...(policy !== project.linkPolicy && { linkPolicy: policy }),
          ...(ownHours !== project.ownHours && { ownHours }),
          ...(seen !== (project.everyone ?? "nobody") && { everyone: seen === "nobody" ? null : (seen as "contributor") }),
        },
      }),
    touches: [`project:${project.id}`, "project"],
    said: () => t("saved", { name: name.trim() }),
  });
  const dateMissing = anchor === "start" ? start === "" && t("startMissing") : finish === "" && t("mustEndMissing");
  const missing = name.trim() === "" ? t("nameMissing") : dateMissing || null;
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("changeTitle", { name: project.name })}
      actions={
        <>
          <Button kind="primary" busy={save.isPending} why={missing} onClick={() => save.mutate(undefined, { onSuccess: onClose })}>
            {t("save")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("name")}>
          <TextInput value={name} onValue={setName} maxLength={120} />
        </Field>
        <Field label={t("goal")} help={t("goalHelp")} optional>
          <TextArea value={goal} onValue={setGoal} />
        </Field>
        <Field label={t("endCondition")} help={t("endConditionHelp")} optional>
          <TextArea value={end} onValue={setEnd} />
        </Field>
        <AnchoredDate
          anchor={anchor}
          onAnchor={setAnchor}
          date={
            <Field label={anchor === "start" ? t("start") : t("mustEnd")}>
              {anchor === "start" ? (
                <DateTimeInput value={start.slice(0, 16)} onValue={setStart} />
              ) : (
                <DateTimeInput value={finish.slice(0, 16)} onValue={setFinish} />
              )}
            </Field>
          }
        />
        <Field label={t("owner")} optional>
          <Combobox
            value={owner}
            onValue={setOwner}
            placeholder={t("nobody")}
            choices={(members ?? (project.owner ? [project.owner] : [])).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        {anchor === "finish" ? null : (
          <Field label={t("linkPolicy")} help={t("linkPolicyHelp")}>
            <Select
              value={policy}
              onValue={setPolicy}
              choices={(["conflict", "gap", "earliest"] as const).map((value) => ({ value, label: t(`linkPolicy_${value}`) }))}
            />
          </Field>
        )}
        <Checkbox checked={ownHours} onChecked={setOwnHours} label={t("ownHours")} help={t("ownHoursHelp")} />
        <Field label={t("everyone")}>
          <Select value={seen} onValue={setSeen} choices={everyone} />
        </Field>
      </div>
    </Dialog>
  );
}
