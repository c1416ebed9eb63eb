import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { usePlan } from "../plan/index.ts";
import { useChange, useDraft, useEverybody, useWorkspace } from "../session/index.ts";
import { Button, Combobox, DateInput, Dialog, Field, TextArea, TextInput } from "../ui/index.ts";
import type { Entry, Kind } from "./control.ts";
import { controlTexts } from "./en.ts";
import { blank, KindFields, type Written } from "./kind-fields.tsx";

type Props = {
  kind: Exclude<Kind, "report">;
  entry: Entry | null;
  projectId: string;
  currency: string | undefined;
  why: string | null;
  onClose: () => void;
};

/** One entry, to be written or changed. */
export function EntryForm({ kind, entry, projectId, currency, why, onClose }: Props) {
  const t = useText(controlTexts);
  const { id: w } = useWorkspace();
  const [asked, setAsked] = useState(false);
  const [all, setAll, forget] = useDraft(entry ? `entry ${entry.id} ${entry.version}` : `new ${kind} of ${projectId}`, {
    title: entry?.title ?? "",
    notes: entry?.notes ?? "",
    ownerId: entry?.owner?.id ?? null,
    taskId: entry?.taskId ?? null,
    day: entry?.day ?? "",
    said: entry && entry.said.kind !== "report" ? entry.said : (blank(kind) as Written),
  });
  const { said } = all;
  const { items: members } = useEverybody();
  const wantsTask = kind === "gate" || kind === "deliverable" || kind === "cost";
  const tasks = usePlan(projectId, { enabled: wantsTask }).data?.tasks ?? [];
  const set = (part: Partial<typeof all>) => setAll({ ...all, ...part });
  const save = useChange({
    call: async () => {
      const criteria =
        said.kind === "gate" || said.kind === "deliverable" ? { criteria: said.criteria.filter((one) => one.text.trim() !== "") } : {};
      const body = {
        title: all.title.trim(),
        notes: all.notes,
        ownerId: all.ownerId,
        taskId: all.taskId,
        day: all.day || null,
        said: { ...said, ...criteria } as Written,
      };
      await (entry === null
        ? requestIn(w, "POST /projects/:p/register", { params: { p: projectId }, body })
        : requestIn(w, "PATCH /projects/:p/register/:e", { params: { p: projectId, e: entry.id }, version: entry.version, body }));
    },
    touches: [`project:${projectId}`],
    said: () => t(entry === null ? "added" : "changed", { title: all.title.trim() }),
  });
  const go = () => {
    setAsked(true);
    if (all.title.trim() !== "") save.mutate(undefined, { onSuccess: leave });
  };
  const leave = () => {
    forget();
    onClose();
  };
  const settled = entry?.settlement ? t("outcome", { outcome: entry.settlement.outcome }) : null;
  return (
    <Dialog
      open
      wide={kind === "risk" || wantsTask}
      onOpen={(stay) => (stay ? undefined : onClose())}
      title={t(entry === null ? "add" : "edit", { kind })}
      about={t("about", { kind })}
      actions={
        <>
          <Button kind="primary" why={why ?? settled} busy={save.isPending} onClick={go}>
            {t("save")}
          </Button>
          <Button onClick={leave}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("title", { kind })} error={asked && all.title.trim() === "" ? t("titleMissing") : null}>
          <TextInput value={all.title} onValue={(title) => set({ title })} maxLength={300} />
        </Field>
        <KindFields said={said} onSaid={(next) => set({ said: next })} currency={currency} />
        {wantsTask ? (
          <Field label={kind === "cost" ? t("task") : t("milestone")} help={kind === "gate" ? t("milestoneHelp") : undefined} optional>
            <Combobox
              value={all.taskId}
              onValue={(taskId) => set({ taskId })}
              choices={tasks
                .filter((task) => kind === "cost" || task.plan?.milestone)
                .map((task) => ({ value: task.id, label: task.title }))}
            />
          </Field>
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("owner", { kind })} optional>
            <Combobox
              value={all.ownerId}
              onValue={(ownerId) => set({ ownerId })}
              choices={(members ?? []).map((member) => ({ value: member.id, label: member.name }))}
            />
          </Field>
          {kind === "scope" || kind === "lesson" ? null : (
            <Field label={t("day", { kind })} optional>
              <DateInput value={all.day} onValue={(day) => set({ day })} />
            </Field>
          )}
        </div>
        <Field label={t("notes")} optional>
          <TextArea value={all.notes} onValue={(notes) => set({ notes })} rows={2} />
        </Field>
      </div>
    </Dialog>
  );
}
