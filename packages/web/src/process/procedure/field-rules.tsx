import type { Field as DataField, FieldRule } from "@rondo/core/process";
import { Plus, SlidersHorizontal, X } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, DateInput, Field, IconButton, NumberInput, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { ExpressionInput } from "./kinds/inputs.tsx";

type Change = (part: Partial<DataField>, merge?: string | null) => void;

/** When a field is asked, what it follows from, and what an answer must be: shut until there is something, or it is wanted. */
export function FieldRules({ field, onChange }: { field: DataField; onChange: Change }) {
  const t = useText(processTexts);
  const [open, setOpen] = useState(
    field.when !== undefined ||
      field.computed !== undefined ||
      field.min !== undefined ||
      field.max !== undefined ||
      field.pattern !== undefined ||
      field.rules !== undefined,
  );
  if (!open)
    return (
      <div className="-ms-1">
        <Button size="small" kind="quiet" icon={<SlidersHorizontal size={13} />} onClick={() => setOpen(true)}>
          {t("fieldRules")}
        </Button>
      </div>
    );
  const isText = field.kind === "text" || field.kind === "longText" || field.kind === "richText";
  const hasLimits = isText || ["number", "money", "date", "list", "people", "choices", "table", "file"].includes(field.kind);
  const unit = isText ? "text" : field.kind === "number" || field.kind === "money" || field.kind === "date" ? "value" : "list";
  return (
    <>
      <ExpressionInput
        label={t("fieldWhen")}
        help={t("fieldWhenHelp")}
        optional
        readOnly={false}
        value={field.when ?? ""}
        onValue={(when) => onChange({ when }, `when ${field.key}`)}
      />
      <ExpressionInput
        label={t("fieldComputed")}
        help={t("fieldComputedHelp")}
        optional
        readOnly={false}
        value={field.computed ?? ""}
        onValue={(computed) => onChange({ computed }, `computed ${field.key}`)}
      />
      {hasLimits && field.computed === undefined ? (
        <div className="grid grid-cols-2 gap-2">
          <Limit
            label={t("fieldMin", { unit })}
            isDate={field.kind === "date"}
            value={field.min}
            onValue={(min) => onChange({ min } as Partial<DataField>, `min ${field.key}`)}
          />
          <Limit
            label={t("fieldMax", { unit })}
            isDate={field.kind === "date"}
            value={field.max}
            onValue={(max) => onChange({ max } as Partial<DataField>, `max ${field.key}`)}
          />
        </div>
      ) : null}
      {isText && field.computed === undefined ? (
        <Field label={t("fieldPattern")} help={t("fieldPatternHelp")} optional>
          <TextInput
            value={field.pattern ?? ""}
            maxLength={500}
            spellCheck={false}
            onValue={(pattern) => onChange({ pattern }, `pattern ${field.key}`)}
          />
        </Field>
      ) : null}
      {field.computed === undefined ? (
        <Rules rules={field.rules ?? []} onRules={(rules) => onChange({ rules }, `rules ${field.key}`)} />
      ) : null}
    </>
  );
}

function Limit({
  label,
  isDate,
  value,
  onValue,
}: {
  label: string;
  isDate: boolean;
  value: number | string | undefined;
  onValue: (value: number | string | undefined) => void;
}) {
  return (
    <Field label={label}>
      {isDate ? (
        <DateInput value={typeof value === "string" ? value : ""} onValue={(next) => onValue(next === "" ? undefined : next)} />
      ) : (
        <NumberInput value={typeof value === "number" ? value : null} onValue={(next) => onValue(next ?? undefined)} />
      )}
    </Field>
  );
}

function Rules({ rules, onRules }: { rules: readonly FieldRule[]; onRules: (rules: readonly FieldRule[]) => void }) {
  const t = useText(processTexts);
  const set = (at: number, part: Partial<FieldRule>) => onRules(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
  return (
    <>
      {rules.map((rule, index) => (
        <div key={index} className="flex flex-col gap-2 rounded-md border border-line p-2">
          <ExpressionInput label={t("ruleHolds")} readOnly={false} value={rule.holds} onValue={(holds) => set(index, { holds })} />
          <div className="grid grid-cols-[1fr_auto] items-end gap-1">
            <Field label={t("ruleMessage")}>
              <TextInput value={rule.message} maxLength={300} onValue={(message) => set(index, { message })} />
            </Field>
            <IconButton
              size="small"
              label={t("removeFieldRule", { number: index + 1 })}
              icon={<X size={13} />}
              onClick={() => onRules(rules.filter((_, at) => at !== index))}
            />
          </div>
        </div>
      ))}
      <div className="-ms-1">
        <Button size="small" kind="quiet" icon={<Plus size={13} />} onClick={() => onRules([...rules, { holds: "", message: "" }])}>
          {t("addFieldRule")}
        </Button>
      </div>
    </>
  );
}
