import { type Definition, type Field, type FieldUse, type Role, type Step, stepsOf } from "@rondo/core/process";
import { changeStep } from "./document.ts";

/** A key for conditions from a label: "Shelf mark" is `shelf_mark`; unlike those there are. */
export function keyFor(label: string, taken: readonly string[]): string {
  const plain =
    label
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^[_0-9]+|_+$/g, "")
      .slice(0, 50) || "field";
  let key = plain;
  for (let n = 2; taken.includes(key); n += 1) key = `${plain}_${n}`;
  return key;
}

/** A new field with its key, and the definition that has it. */
export function addField(definition: Definition, label: string, kind: Field["kind"] = "text"): { definition: Definition; key: string } {
  const key = keyFor(
    label,
    definition.fields.map((field) => field.key),
  );
  return {
    definition: {
      ...definition,
      fields: [...definition.fields, { key, label, kind, ...(kind === "choice" || kind === "choices" ? { choices: [] } : {}) }],
    },
    key,
  };
}

export function changeField(definition: Definition, key: string, change: Partial<Omit<Field, "key">>): Definition {
  return { ...definition, fields: definition.fields.map((field) => (field.key === key ? tidy({ ...field, ...change }) : field)) };
}

/** Takes a field out of the data and of every step, the form and the deliverable. Conditions that name it then have a finding. */
export function removeField(definition: Definition, key: string): Definition {
  const without = (keys: readonly string[]) => keys.filter((one) => one !== key);
  const cleaned = stepsOf(definition).reduce(
    (whole, { id }) => setUses(whole, id, (uses) => uses.filter((use) => use.key !== key)),
    definition,
  );
  return {
    ...cleaned,
    fields: cleaned.fields.filter((field) => field.key !== key),
    intake: without(cleaned.intake),
    deliverable: cleaned.deliverable && { ...cleaned.deliverable, fields: without(cleaned.deliverable.fields) },
  };
}

export function setUses(definition: Definition, stepId: string, change: (uses: readonly FieldUse[]) => readonly FieldUse[]): Definition {
  return changeStep(definition, stepId, (step) => ("fields" in step ? { ...step, fields: change(step.fields) } : step));
}

export function addRole(definition: Definition, name: string): { definition: Definition; key: string } {
  const key = keyFor(
    name,
    definition.roles.map((role) => role.key),
  );
  return { definition: { ...definition, roles: [...definition.roles, { key, name } satisfies Role] }, key };
}

/** Takes a role away; its steps are then for nobody in particular. */
export function removeRole(definition: Definition, key: string): Definition {
  const cleaned = stepsOf(definition).reduce(
    (whole, { id }) => changeStep(whole, id, (step) => ("role" in step && step.role === key ? ({ ...step, role: null } as Step) : step)),
    definition,
  );
  return { ...cleaned, roles: cleaned.roles.filter((role) => role.key !== key) };
}

/** Only a choice has choices, a table columns and money a currency; what is empty is not there. */
function tidy(field: Field): Field {
  const { choices, columns, currency, rules, ...rest } = field;
  const said = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => key === "label" || (value !== "" && value !== undefined)),
  ) as typeof rest;
  return {
    ...said,
    ...(field.kind === "choice" || field.kind === "choices" ? { choices: choices ?? [] } : {}),
    ...(field.kind === "table" ? { columns: columns ?? [] } : {}),
    ...(field.kind === "money" && currency ? { currency } : {}),
    ...(rules !== undefined && rules.length > 0 ? { rules } : {}),
  };
}
