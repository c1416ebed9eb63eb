import type { Field as DataField } from "@rondo/core/process";
import { useText } from "../messages/index.ts";
import { Combobox, DateInput, Field, NumberInput, SegmentedControl, Select, TextArea, TextInput } from "../ui/index.ts";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";
import { useMembers } from "./people.ts";

type Props = {
  field: DataField;
  value: AnswerValue | undefined;
  onValue: (value: AnswerValue) => void;
  error?: string | null;
  optional?: boolean;
  /** As on a public page. */
  large?: boolean;
};

/** The right input for a field of a process, with its label, help and error. */
export function AnswerInput({ field, value, onValue, error, optional = false, large = false }: Props) {
  return (
    <Field label={field.label} help={field.help} error={error} optional={optional}>
      <Control field={field} value={value} onValue={onValue} large={large} />
    </Field>
  );
}

function Control({ field, value, onValue, large }: Required<Pick<Props, "field" | "value" | "onValue" | "large">>) {
  const t = useText(runTexts);
  const text = typeof value === "string" ? value : "";
  const onText = (next: string) => onValue(next === "" ? null : next);
  switch (field.kind) {
    case "longText":
      return <TextArea value={text} onValue={onText} rows={large ? 4 : 3} />;
    case "number":
      return (
        <div className={large ? "" : "max-w-52"}>
          <NumberInput value={typeof value === "number" ? value : null} onValue={onValue} />
        </div>
      );
    case "date":
      return (
        <div className={large ? "flex" : "flex max-w-52"}>
          <DateInput value={text} onValue={onText} large={large} />
        </div>
      );
    case "yesNo":
      return (
        <span>
          <SegmentedControl
            label={field.label}
            value={value === true ? "yes" : value === false ? "no" : ""}
            onValue={(chosen) => onValue(chosen === "yes")}
            choices={[
              { value: "yes", label: t("yes") },
              { value: "no", label: t("no") },
            ]}
          />
        </span>
      );
    case "choice": {
      const choices = (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
      return choices.length > 8 ? <Combobox choices={choices} value={text || null} onValue={onValue} large={large} /> : <Select choices={choices} value={text || null} onValue={onValue} label={field.label} />;
    }
    case "person":
      return <PersonControl value={text} onValue={onText} />;
    case "email":
      return <TextInput value={text} onValue={onText} type="email" autoComplete="off" large={large} />;
    case "link":
      return <TextInput value={text} onValue={onText} type="url" autoComplete="off" placeholder="https://" large={large} />;
    default:
      return <TextInput value={text} onValue={onText} maxLength={2_000} large={large} />;
  }
}

/** Apart, so that a public form, which asks for no person, never asks for the members. */
function PersonControl({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const { choices } = useMembers();
  return <Combobox choices={choices} value={value || null} onValue={(id) => onValue(id ?? "")} />;
}
