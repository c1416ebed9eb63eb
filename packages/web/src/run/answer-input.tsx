import type { Field as DataField } from "@rondo/core/process";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { Checkbox, Combobox, DateInput, Field, NumberInput, SegmentedControl, Select, TextArea, TextInput } from "../ui/index.ts";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";
import { useMembers } from "./people.ts";
import { DurationInput } from "./duration-input.tsx";
import { FileControl } from "./file-control.tsx";
import { WorkControl } from "./work-control.tsx";
import { TableInput } from "./table-input.tsx";

type Props = {
  field: DataField;
  value: AnswerValue | undefined;
  onValue: (value: AnswerValue) => void;
  error?: string | null;
  optional?: boolean;
  /** As on a public page. */
  large?: boolean;
  /** The task that a file is attached to; without one no file can be given. */
  taskId?: string | null;
};

/** The right input for a field of a process, with its label, help and error. */
export function AnswerInput({ field, value, onValue, error, optional = false, large = false, taskId = null }: Props) {
  if (field.kind === "yesNo") return <YesNoInput field={field} value={value} onValue={onValue} error={error ?? null} optional={optional} />;
  if (field.kind === "choices" || field.kind === "file") {
    return (
      <Several field={field} error={error ?? null} optional={optional}>
        {field.kind === "choices" ? (
          <ChoicesControl field={field} value={listIn(value)} onValue={onValue} />
        ) : (
          <FileControl value={listIn(value)} onValue={onValue} taskId={taskId} />
        )}
      </Several>
    );
  }
  return (
    <Field label={field.label} help={field.help} error={error} optional={optional}>
      <Control field={field} value={value} onValue={onValue} large={large} />
    </Field>
  );
}

/** Outside `Field`, whose label would become the name of each of the two buttons. */
function YesNoInput({
  field,
  value,
  onValue,
  error,
  optional,
}: Required<Pick<Props, "field" | "value" | "onValue" | "error" | "optional">>) {
  const t = useText(runTexts);
  return (
    <div data-invalid={error ? "" : undefined} className="flex min-w-0 flex-col gap-1">
      {/* The look of a `Field`'s label; the group carries the name. */}
      <span aria-hidden="true" className="text-xs font-medium text-muted" data-label>
        {field.label}
        {optional ? <span className="ms-1 font-normal text-faint">{t("optional")}</span> : null}
      </span>
      <span>
        <SegmentedControl
          label={error ? `${field.label}: ${error}` : field.label}
          value={value === true ? "yes" : value === false ? "no" : ""}
          onValue={(chosen) => onValue(chosen === "yes")}
          choices={[
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
        />
      </span>
      {error ? (
        <span className="text-xs text-act">{error}</span>
      ) : field.help ? (
        <span className="text-xs text-faint">{field.help}</span>
      ) : null}
    </div>
  );
}

/** Outside `Field`, whose label is for one control. */
function Several({ field, error, optional, children }: { field: DataField; error: string | null; optional: boolean; children: ReactNode }) {
  const t = useText(runTexts);
  return (
    <fieldset data-invalid={error ? "" : undefined} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium text-muted" data-label>
        {field.label}
        {optional ? <span className="ms-1 font-normal text-faint">{t("optional")}</span> : null}
      </legend>
      {children}
      {error ? (
        <span className="text-xs text-act">{error}</span>
      ) : field.help ? (
        <span className="text-xs text-faint">{field.help}</span>
      ) : null}
    </fieldset>
  );
}

function listIn(value: AnswerValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function ChoicesControl({ field, value, onValue }: { field: DataField; value: readonly string[]; onValue: (value: AnswerValue) => void }) {
  const choices = field.choices ?? [];
  // In the order of the choices, so that the same answer is always the same list.
  const take = (choice: string, on: boolean) => {
    const next = choices.filter((one) => (one === choice ? on : value.includes(one)));
    onValue(next.length === 0 ? null : next);
  };
  return choices.map((choice) => (
    <Checkbox key={choice} label={choice} checked={value.includes(choice)} onChecked={(on) => take(choice, on)} />
  ));
}

function Control({ field, value, onValue, large }: Required<Pick<Props, "field" | "value" | "onValue" | "large">>) {
  const text = typeof value === "string" ? value : "";
  const onText = (next: string) => onValue(next === "" ? null : next);
  switch (field.kind) {
    case "richText":
      return <TextArea value={text} onValue={onText} rows={large ? 8 : 6} maxLength={100_000} />;
    case "duration":
      return <DurationInput value={text} onValue={onText} />;
    case "run":
    case "project":
      return <WorkControl kind={field.kind} value={text} onValue={onText} />;
    case "longText":
      return <TextArea value={text} onValue={onText} rows={large ? 4 : 3} />;
    case "list":
      return (
        <TextArea
          value={Array.isArray(value) ? value.join("\n") : ""}
          onValue={(next) => onValue(next === "" ? null : next.split("\n"))}
          rows={3}
        />
      );
    case "people":
      return (
        <PeopleControl value={Array.isArray(value) ? value.map(String) : []} onValue={(next) => onValue(next.length === 0 ? null : next)} />
      );
    case "table":
      return (
        <TableInput
          columns={field.columns ?? []}
          rows={Array.isArray(value) ? value : []}
          onRows={(next) => onValue(next.length === 0 ? null : next)}
        />
      );
    case "money":
    case "number":
      return (
        <div className={large ? "" : "max-w-52"}>
          <NumberInput
            value={typeof value === "number" ? value : null}
            onValue={onValue}
            {...(field.kind === "money" && field.currency ? { unit: field.currency } : {})}
          />
        </div>
      );
    case "date":
      return (
        <div className={large ? "flex" : "flex max-w-52"}>
          <DateInput value={text} onValue={onText} large={large} />
        </div>
      );
    case "choice": {
      const choices = (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
      return choices.length > 8 ? (
        <Combobox choices={choices} value={text || null} onValue={onValue} large={large} />
      ) : (
        <Select choices={choices} value={text || null} onValue={onValue} label={field.label} />
      );
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

function PeopleControl({ value, onValue }: { value: readonly string[]; onValue: (value: string[]) => void }) {
  const { choices } = useMembers();
  return (
    <div className="flex flex-col gap-1.5">
      {value.map((id, index) => (
        <Combobox
          key={index}
          choices={choices}
          value={id}
          onValue={(next) =>
            onValue(next === null ? value.filter((_, at) => at !== index) : value.map((one, at) => (at === index ? next : one)))
          }
        />
      ))}
      <Combobox
        choices={choices.filter((choice) => !value.includes(choice.value))}
        value={null}
        onValue={(id) => (id === null ? undefined : onValue([...value, id]))}
      />
    </div>
  );
}
