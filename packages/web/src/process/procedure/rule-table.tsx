import type { DecisionStep, Field as DataField, RuleTable as Table } from "@rondo/core/process";
import { Plus, Table2, X } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { Button, IconButton, Select, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { ruleTableTexts } from "./rule-table.en.ts";
import { DmnButtons } from "./dmn-table.tsx";
import { useDefinition, useEditor } from "./editor-context.ts";
import { TableExample } from "./table-example.tsx";
import { tableFrom } from "./table-of.ts";

/** A decision's rules as a table: a column for each field that counts, a row for each rule, and the branch that it leads to. */
export function RuleTable({ step }: { step: DecisionStep }) {
  const t = useText(ruleTableTexts);
  const own = useText(processTexts);
  const { fields } = useDefinition();
  const { changeStep } = useEditor();
  const { table } = step;
  const set = (next: Table | undefined, merge: string | null = null) =>
    changeStep(
      step.id,
      (one) => {
        const { table: _, ...rest } = one as DecisionStep;
        return next === undefined ? rest : { ...rest, table: next };
      },
      merge,
    );
  if (table === undefined)
    return (
      <div className="pt-1">
        <Button size="small" kind="quiet" icon={<Table2 size={14} />} onClick={() => set(tableFrom(step, fields))}>
          {t("asTable")}
        </Button>
        <DmnButtons step={step} />
      </div>
    );
  const rule = (index: number, change: Partial<Table["rules"][number]>, merge: string | null = null) =>
    set({ ...table, rules: table.rules.map((one, at) => (at === index ? { ...one, ...change } : one)) }, merge);
  const branches = step.branches.map((branch) => ({ value: branch.id, label: branch.label || own("branch") }));
  const otherwise = step.branches.find((branch) => branch.when === null);
  return (
    <div className="my-1 flex flex-col gap-3 rounded-md bg-sunken p-2.5">
      <div className="overflow-x-auto">
        <table className="w-full min-w-96 text-sm">
          <caption className="sr-only">{t("tableOf", { step: step.title })}</caption>
          <thead>
            <tr>
              {table.inputs.map((input, column) => (
                <th key={column} scope="col" className="p-1 text-start font-normal">
                  <span className="flex items-center gap-1">
                    <Select
                      label={t("tableColumn")}
                      value={input.expression || null}
                      onValue={(key) =>
                        set({ ...table, inputs: table.inputs.map((one, at) => (at === column ? columnOf(fields, key) : one)) })
                      }
                      choices={choicesOf(fields, input)}
                    />
                    {table.inputs.length > 1 ? (
                      <IconButton
                        size="small"
                        label={t("removeColumn", { column: input.label })}
                        icon={<X size={13} />}
                        onClick={() => set(without(table, column))}
                      />
                    ) : null}
                  </span>
                </th>
              ))}
              <th scope="col" className="p-1 text-start font-normal text-muted">
                {t("leadsTo")}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {table.rules.map((one, index) => (
              <tr key={index}>
                {table.inputs.map((input, column) => (
                  <td key={column} className="p-1">
                    <TextInput
                      aria-label={t("tableCell", { column: input.label, rule: index + 1 })}
                      value={one.when[column] ?? ""}
                      placeholder="-"
                      spellCheck={false}
                      autoComplete="off"
                      onValue={(cell) =>
                        rule(
                          index,
                          { when: table.inputs.map((_, at) => (at === column ? cell : (one.when[at] ?? "-"))) },
                          `cell ${index} ${column}`,
                        )
                      }
                    />
                  </td>
                ))}
                <td className="p-1">
                  <Select label={t("leadsTo")} value={one.then || null} onValue={(then) => rule(index, { then })} choices={branches} />
                </td>
                <td className="p-1">
                  <IconButton
                    size="small"
                    label={t("removeRule", { rule: index + 1 })}
                    icon={<X size={13} />}
                    onClick={() => set({ ...table, rules: table.rules.filter((_, at) => at !== index) })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="small"
          kind="quiet"
          icon={<Plus size={13} />}
          onClick={() =>
            set({ ...table, rules: [...table.rules, { when: table.inputs.map(() => "-"), then: step.branches[0]?.id ?? "" }] })
          }
        >
          {t("addRule")}
        </Button>
        <Button
          size="small"
          kind="quiet"
          icon={<Plus size={13} />}
          onClick={() =>
            fields[0] &&
            set({
              ...table,
              inputs: [...table.inputs, columnOf(fields, fields[0].key)],
              rules: table.rules.map((one) => ({ ...one, when: [...one.when, "-"] })),
            })
          }
        >
          {t("addColumn")}
        </Button>
        <span className="w-56">
          <Select
            label={t("hitPolicy")}
            value={table.hitPolicy}
            onValue={(hitPolicy) => set({ ...table, hitPolicy })}
            choices={(["unique", "first", "any"] as const).map((value) => ({ value, label: t("hitPolicyName", { policy: value }) }))}
          />
        </span>
        <span className="w-56">
          <Select
            label={t("noRule")}
            value={otherwise?.id ?? null}
            onValue={(id) =>
              changeStep(step.id, (one) => ({
                ...(one as DecisionStep),
                branches: (one as DecisionStep).branches.map((branch) => ({
                  ...branch,
                  when: branch.id === id ? null : (branch.when ?? ""),
                })),
              }))
            }
            choices={branches.map((branch) => ({ ...branch, label: t("noRuleBranch", { branch: branch.label }) }))}
          />
        </span>
        <Button size="small" kind="quiet" onClick={() => set(undefined)}>
          {t("asConditions")}
        </Button>
        <DmnButtons step={step} />
      </div>
      <p className="text-xs text-muted">{t("tableHelp")}</p>
      {table.inputs.length === 0 ? null : <TableExample step={step} table={table} fields={fields} />}
    </div>
  );
}

function columnOf(fields: readonly DataField[], key: string): Table["inputs"][number] {
  return { label: fields.find((field) => field.key === key)?.label || key, expression: key };
}

function choicesOf(fields: readonly DataField[], input: Table["inputs"][number]): { value: string; label: string }[] {
  const known = fields.map((field) => ({ value: field.key, label: field.label || field.key }));
  return known.some(({ value }) => value === input.expression) || input.expression === ""
    ? known
    : [{ value: input.expression, label: input.label }, ...known];
}

function without(table: Table, column: number): Table {
  return {
    ...table,
    inputs: table.inputs.filter((_, at) => at !== column),
    rules: table.rules.map((one) => ({ ...one, when: one.when.filter((_, at) => at !== column) })),
  };
}
