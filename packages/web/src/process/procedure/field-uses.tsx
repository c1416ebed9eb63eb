import type { ApprovalStep, FieldUse, TaskStep } from "@rondo/core/process";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { IconButton, Select } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { setUses } from "./data.ts";
import { useDefinition, useEditor } from "./editor-context.ts";
import { FieldAdder } from "./field-adder.tsx";
import { FieldButton } from "./field-button.tsx";

/** Which data a step asks for, may change, or only shows. An approval shows; who decides changes nothing. */
export function FieldUses({ step }: { step: TaskStep | ApprovalStep }) {
  const t = useText(processTexts);
  const { fields } = useDefinition();
  const { edit, readOnly } = useEditor();
  const set = (change: (uses: readonly FieldUse[]) => readonly FieldUse[]) => edit((definition) => setUses(definition, step.id, change));
  const swap = (from: number, to: number) =>
    set((uses) => uses.map((use, index) => (index === from ? (uses[to] ?? use) : index === to ? (uses[from] ?? use) : use)));
  if (readOnly && step.fields.length === 0) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-muted">{t(step.kind === "approval" ? "fieldsShown" : "fields")}</h3>
      {step.fields.length > 0 ? (
        <ul className="flex flex-col divide-y divide-line/70 rounded-md border border-line">
          {step.fields.map((use, index) => (
            <li key={use.key} className="flex min-h-9 flex-wrap items-center gap-1 ps-1 pe-1">
              <span className="min-w-0 flex-1 basis-32">
                <FieldButton field={fields.find((field) => field.key === use.key)} fieldKey={use.key} />
              </span>
              {step.kind === "task" ? (
                <span className="w-32">
                  <Select
                    label={t("modeOf", { field: fields.find((field) => field.key === use.key)?.label ?? use.key })}
                    disabled={readOnly}
                    value={use.mode}
                    onValue={(mode) => set((uses) => uses.map((one) => (one.key === use.key ? { ...one, mode } : one)))}
                    choices={(["required", "editable", "shown"] as const).map((mode) => ({ value: mode, label: t("mode", { mode }) }))}
                  />
                </span>
              ) : null}
              {readOnly ? null : (
                <>
                  <IconButton
                    size="small"
                    label={t("moveUp")}
                    why={index === 0 ? t("isFirst") : null}
                    icon={<ArrowUp size={13} />}
                    onClick={() => swap(index, index - 1)}
                  />
                  <IconButton
                    size="small"
                    label={t("moveDown")}
                    why={index === step.fields.length - 1 ? t("isLast") : null}
                    icon={<ArrowDown size={13} />}
                    onClick={() => swap(index, index + 1)}
                  />
                  <IconButton
                    size="small"
                    label={t("removeUse", { field: fields.find((field) => field.key === use.key)?.label ?? use.key })}
                    icon={<X size={13} />}
                    onClick={() => set((uses) => uses.filter((one) => one.key !== use.key))}
                  />
                </>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {readOnly ? null : (
        <FieldAdder
          without={step.fields.map((use) => use.key)}
          onField={(key) => set((uses) => [...uses, { key, mode: step.kind === "approval" ? "shown" : "required" }])}
        />
      )}
    </section>
  );
}
