import { chooseByRules } from "@rondo/core/decision";
import { compileExpression, feelDate, type FeelValue, namesIn } from "@rondo/core/expression";
import type { DecisionStep, Field as DataField, RuleTable } from "@rondo/core/process";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { DateInput, Field, NumberInput, Select, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { ruleTableTexts } from "./rule-table.en.ts";

/** Try the table: what would it choose? Worked out here, by what works it out in a run. */
export function TableExample({ step, table, fields }: { step: DecisionStep; table: RuleTable; fields: readonly DataField[] }) {
  const t = useText(ruleTableTexts);
  const own = useText(processTexts);
  const [given, setGiven] = useState<Readonly<Record<string, FeelValue>>>({});
  const asked = fields.filter((field) => table.inputs.some(({ expression }) => namesIn(compileExpression(expression)).includes(field.key)));
  const data = new Map(fields.map((field): [string, FeelValue] => [field.key, asDate(field, given[field.key] ?? null)]));
  const { branch, matchedRules, findings } = chooseByRules(table, data, {
    now: Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const taken = step.branches.find(({ id, when }) => (branch === null ? when === null : id === branch));
  const answer =
    (findings[0]?.code === "expression.unanswered" ? t("exampleEmpty") : findings[0]?.message) ??
    (taken === undefined
      ? t("exampleNone")
      : t("exampleTaken", { branch: taken.label || own("branch"), rules: matchedRules.length, rule: matchedRules.join(", ") }));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-semibold text-muted">{t("example")}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {asked.map((field) => (
          <Example
            key={field.key}
            field={field}
            value={given[field.key] ?? null}
            onValue={(value) => setGiven({ ...given, [field.key]: value })}
          />
        ))}
      </div>
      <p role="status" className="text-sm">
        {answer}
      </p>
    </fieldset>
  );
}

function Example({ field, value, onValue }: { field: DataField; value: FeelValue; onValue: (value: FeelValue) => void }) {
  const own = useText(processTexts);
  const label = field.label || field.key;
  if (field.kind === "yesNo")
    return (
      <Field label={label}>
        <Select
          value={value === null ? null : value === true ? "yes" : "no"}
          onValue={(chosen) => onValue(chosen === "yes")}
          choices={[
            { value: "yes", label: own("yes") },
            { value: "no", label: own("no") },
          ]}
        />
      </Field>
    );
  if (field.kind === "choice")
    return (
      <Field label={label}>
        <Select
          value={typeof value === "string" ? value : null}
          onValue={onValue}
          choices={(field.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
        />
      </Field>
    );
  if (field.kind === "number")
    return (
      <Field label={label}>
        <NumberInput value={typeof value === "number" ? value : null} onValue={onValue} />
      </Field>
    );
  if (field.kind === "date")
    return (
      <Field label={label}>
        <DateInput value={typeof value === "string" ? value : ""} onValue={onValue} />
      </Field>
    );
  return (
    <Field label={label}>
      <TextInput value={typeof value === "string" ? value : ""} onValue={(text) => onValue(text === "" ? null : text)} />
    </Field>
  );
}

function asDate({ kind }: DataField, value: FeelValue): FeelValue {
  return kind === "date" && typeof value === "string" ? feelDate(value) : value;
}
