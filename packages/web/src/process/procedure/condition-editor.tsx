import { compileExpression } from "@rondo/core/expression";
import type { Field as DataField, Step } from "@rondo/core/process";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Combobox, DateInput, Field, IconButton, NumberInput, Select, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { withBranch } from "./branch-edit.ts";
import { type Clause, type Comparator, comparatorNames, comparatorsFor, firstClause, readCondition, writeCondition } from "./condition.ts";
import { addField } from "./data.ts";
import { useDefinition, useEditor } from "./editor-context.ts";
import { useCreatable } from "./creatable.ts";

/** When a branch is taken, or that it is taken whatever holds. */
export function ConditionEditor({
  step,
  branchId,
  when,
  otherwise,
}: {
  step: Step;
  branchId: string;
  when: string | null;
  otherwise: "otherwise" | "always";
}) {
  const { changeStep } = useEditor();
  return (
    <ConditionInput
      when={when}
      otherwise={otherwise}
      onWhen={(next, merge) =>
        changeStep(
          step.id,
          (one) =>
            next === null
              ? othersConditional(withBranch(one, branchId, { when: null }), branchId)
              : withBranch(one, branchId, { when: next }),
          merge === null ? null : `when ${branchId} ${merge}`,
        )
      }
    />
  );
}

/** A condition: as choices "field is value", all of which must hold, or as a FEEL expression of one's own. */
export function ConditionInput({
  when,
  onWhen,
  otherwise,
  numbers = [],
  readOnly = false,
}: {
  when: string | null;
  onWhen: (when: string | null, merge: string | null) => void;
  /** Where there may be no condition: what it is called then. */
  otherwise?: "otherwise" | "always" | "never";
  /** Numbers that can be asked for besides the fields, by key and name. */
  numbers?: readonly (readonly [string, string])[];
  readOnly?: boolean;
}) {
  const t = useText(processTexts);
  const definition = useDefinition();
  const besides = numbers.map(([key, label]): DataField => ({ key, label, kind: "number" }));
  const fields = [...besides, ...definition.fields];
  const [asText, setAsText] = useState(false);
  const clauses = when === null ? [] : readCondition(when);
  const isChosen = clauses !== null;
  const isText = when !== null && (asText || !isChosen);
  const setClauses = (next: readonly Clause[], merge: string | null = null) => onWhen(writeCondition(next, fields), merge);
  const problem = isText && when.trim() !== "" ? compileExpression(when).findings[0]?.message : undefined;
  return (
    <div className="my-1 flex flex-col gap-2 rounded-md bg-sunken p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="w-48">
          <Select
            label={t("conditionKind")}
            disabled={readOnly}
            value={when === null ? "otherwise" : isText ? "text" : "choices"}
            onValue={(kind) => {
              setAsText(kind === "text");
              if (kind === "otherwise") onWhen(null, null);
              else if (when === null || (kind === "choices" && !isChosen)) onWhen("", null);
            }}
            choices={[
              { value: "choices", label: t("whenChoices") },
              { value: "text", label: t("whenText") },
              ...(otherwise === undefined
                ? []
                : [
                    {
                      value: "otherwise",
                      label: t(({ otherwise: "whenOtherwise", always: "whenAlways", never: "whenNever" } as const)[otherwise]),
                    },
                  ]),
            ]}
          />
        </span>
      </div>
      {when === null ? null : isText ? (
        <Field
          label={t("expression")}
          help={t("expressionHelp", { fields: fields.map((field) => field.key).join(", ") || "–" })}
          error={problem ?? null}
        >
          <TextInput value={when} readOnly={readOnly} onValue={(next) => onWhen(next, "text")} spellCheck={false} autoComplete="off" />
        </Field>
      ) : (
        <>
          {(clauses?.length ? clauses : [null]).map((clause, index) => (
            <ClauseRow
              key={index}
              clause={clause}
              besides={besides}
              onClause={(next, merge) =>
                setClauses(
                  next === null
                    ? (clauses ?? []).filter((_, at) => at !== index)
                    : clauses?.length
                      ? clauses.map((one, at) => (at === index ? next : one))
                      : [next],
                  merge ? String(index) : null,
                )
              }
            />
          ))}
          {clauses && clauses.length > 0 && !readOnly ? (
            <div>
              <Button
                size="small"
                kind="quiet"
                icon={<Plus size={13} />}
                onClick={() => fields[0] && setClauses([...clauses, firstClause(fields[0])])}
              >
                {t("andAlso")}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </div>
  );
}

function ClauseRow({
  clause,
  besides,
  onClause,
}: {
  clause: Clause | null;
  besides: readonly DataField[];
  onClause: (clause: Clause | null, merge?: boolean) => void;
}) {
  const t = useText(processTexts);
  const definition = useDefinition();
  const fields = [...besides, ...definition.fields];
  const { edit, now } = useEditor();
  const field = clause ? fields.find((one) => one.key === clause.field) : undefined;
  const { choices, onType, pick } = useCreatable(
    fields.map((one) => ({ value: one.key, label: one.label || one.key })),
    (typed) => t("newYesNo", { name: typed }),
    (typed) => {
      const made = addField(now(), typed, "yesNo");
      edit(() => made.definition);
      return made.key;
    },
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,4fr)_minmax(0,3fr)_minmax(0,4fr)_auto]">
      <Combobox
        label={t("field")}
        choices={choices}
        onType={onType}
        value={clause?.field ?? null}
        onValue={(chosen) =>
          pick(chosen, (key) =>
            onClause(firstClause([...besides, ...now().fields].find((one) => one.key === key) ?? { key, label: key, kind: "text" })),
          )
        }
        placeholder={t("chooseField")}
      />
      {clause ? (
        <>
          <span className="col-start-1 sm:col-start-auto">
            <Select
              label={t("comparator")}
              value={clause.is}
              onValue={(is) => onClause({ ...clause, is })}
              choices={comparatorsFor(field?.kind ?? "text").map((is) => ({
                value: is,
                label: t("comparatorName", { is: comparatorNames[is] }),
              }))}
            />
          </span>
          <span className="col-start-1 min-w-0 sm:col-start-auto">
            <ValueInput clause={clause} field={field} onClause={(next) => onClause(next, true)} />
          </span>
          <span className="col-start-2 row-start-1 sm:col-start-auto sm:row-start-auto">
            <IconButton size="small" label={t("removeClause")} icon={<X size={13} />} onClick={() => onClause(null)} />
          </span>
        </>
      ) : null}
    </div>
  );
}

function ValueInput({
  clause,
  field,
  onClause,
}: {
  clause: Clause & { is: Comparator };
  field: DataField | undefined;
  onClause: (clause: Clause) => void;
}) {
  const t = useText(processTexts);
  const set = (value: Clause["value"]) => onClause({ ...clause, value });
  const text = typeof clause.value === "string" ? clause.value : "";
  switch (field?.kind) {
    case "yesNo":
      return (
        <Select
          label={t("value")}
          value={clause.value === false ? "no" : "yes"}
          onValue={(chosen) => set(chosen === "yes")}
          choices={[
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
        />
      );
    case "choice":
      return (
        <Select
          label={t("value")}
          value={text || null}
          onValue={set}
          choices={(field.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
        />
      );
    case "number":
      return (
        <Field label={t("value")} hideLabel>
          <NumberInput value={typeof clause.value === "number" ? clause.value : null} onValue={(value) => set(value ?? 0)} />
        </Field>
      );
    case "date":
      return (
        <Field label={t("value")} hideLabel>
          <DateInput value={text} onValue={set} />
        </Field>
      );
    default:
      return (
        <Field label={t("value")} hideLabel>
          <TextInput value={String(clause.value ?? "")} onValue={set} />
        </Field>
      );
  }
}

/** Only one branch can be "otherwise": whichever was it before now needs a condition. */
function othersConditional(step: ReturnType<typeof withBranch>, branchId: string): ReturnType<typeof withBranch> {
  return step.kind === "decision"
    ? {
        ...step,
        branches: step.branches.map((branch) => (branch.id !== branchId && branch.when === null ? { ...branch, when: "" } : branch)),
      }
    : step;
}
