import { useState } from "react";
import { v7 } from "../api/index.ts";
import { Button, Combobox, Dialog, ErrorNote, Field, Select, TextInput } from "../ui/index.ts";
import type { PlanEdit } from "./edit.ts";
import { linkEdit } from "./gestures.ts";
import type { Plan, PlanLink, Row } from "./model.ts";
import { isSameTask } from "./real-ids.ts";
import type { Words } from "./use-words.ts";

/** The keyboard's way to draw an arrow: which task waits for this one, how, and how long between. */
export function LinkDialog({
  plan,
  rows,
  from: given,
  words,
  onEdit,
  onClose,
}: {
  plan: Plan;
  rows: readonly Row[];
  from: string;
  words: Words;
  onEdit: (edit: PlanEdit) => void;
  onClose: () => void;
}) {
  const { t } = words;
  // A task that was just written has another id as soon as the server knows it.
  const idOf = (id: string) => plan.tasks.find((task) => isSameTask(task.id, id))?.id ?? id;
  const from = idOf(given);
  const [chosen, setTo] = useState<string | null>(null);
  const to = chosen === null ? null : idOf(chosen);
  const [type, setType] = useState<PlanLink["type"]>("FS");
  const [lag, setLag] = useState("");
  const [kind, setKind] = useState<PlanLink["lagKind"]>("working");
  const titleOf = (id: string | null) => plan.tasks.find((task) => task.id === id)?.title ?? "";
  const negative = /^[−-]/.test(lag.trim());
  const size = lag.trim().replace(/^[+−-]\s*/, "");
  const minutes = size === "" ? 0 : kind === "percent" ? percentOf(size) : words.minutes(size);
  const made = to === null || minutes === null ? null : linkEdit(plan, from, to, v7, type, negative ? -minutes : minutes, kind);
  const refused =
    made && "refused" in made
      ? made.refused.why === "loop"
        ? t("refusedLoop", { loop: made.refused.loop })
        : t("refusedExists", { from: titleOf(from), to: titleOf(to) })
      : null;
  const make = () => {
    if (!made || !("edit" in made)) return;
    onEdit(made.edit);
    onClose();
  };
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("linkTitle", { title: titleOf(from) })}
      about={t("linkAbout")}
      actions={
        <>
          <Button
            kind="primary"
            why={to === null ? t("linkTask") : (refused ?? (minutes === null ? t("badDuration") : null))}
            onClick={make}
          >
            {t("linkMake")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t("linkTask")}>
          <Combobox
            value={to}
            onValue={setTo}
            choices={rows
              .filter((row) => row.task.id !== from && row.task.completion === null)
              .map((row) => ({ value: row.task.id, label: `${row.number}  ${row.task.title}` }))}
          />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("linkType")}>
            <Select
              value={type}
              onValue={setType}
              choices={(["FS", "SS", "FF", "SF"] as const).map((one) => ({ value: one, label: t(`link${one}`), hint: one }))}
            />
          </Field>
          <Field
            label={t("linkLag")}
            help={t("linkLagHelp")}
            error={minutes === null ? t(kind === "percent" ? "badPercent" : "badDuration") : null}
            optional
          >
            <TextInput value={lag} onValue={setLag} onKeyDown={(event) => (event.key === "Enter" ? make() : undefined)} />
          </Field>
        </div>
        {size === "" ? null : (
          <Field label={t("linkLagKind")}>
            <Select
              value={kind}
              onValue={setKind}
              choices={(["working", "elapsed", "percent"] as const).map((one) => ({ value: one, label: t(`lag_${one}`) }))}
            />
          </Field>
        )}
        {refused ? <ErrorNote title={refused} /> : null}
      </div>
    </Dialog>
  );
}

function percentOf(text: string): number | null {
  const parts = /^(\d{1,4})\s*%?$/.exec(text);
  return parts ? Number(parts[1]) : null;
}
