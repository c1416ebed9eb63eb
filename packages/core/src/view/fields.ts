import { parseDay } from "../calendar/index.ts";
import type { Attribute } from "./attributes.ts";
import { isId } from "./values.ts";

/** A field of one's own on tasks, runs or projects. */
export type CustomField = {
  readonly id: string;
  readonly type: "text" | "number" | "date" | "choice" | "person" | "yesNo";
  readonly choices: readonly string[];
  readonly projectId: string | null;
  readonly processId: string | null;
};

export type FieldValue = string | number | boolean;

/** As something to filter, sort and group by. */
export function attributeOfField(field: CustomField): Attribute {
  const of =
    field.projectId !== null
      ? (["tasks"] as const)
      : field.processId !== null
        ? (["tasks", "runs"] as const)
        : (["tasks", "runs", "projects"] as const);
  return { key: field.id, type: field.type, of, ...(field.type === "choice" && { choices: field.choices }) };
}

/** Whether such a value may stand in it. Whether a person is a member is the database's to say. */
export function fieldTakes(field: Pick<CustomField, "type" | "choices">, value: FieldValue): boolean {
  switch (field.type) {
    case "text":
      return typeof value === "string" && value.trim() !== "";
    case "number":
      return typeof value === "number" && Number.isFinite(value) && Math.abs(value) < 1e15;
    case "date":
      return typeof value === "string" && parseDay(value) !== null;
    case "choice":
      return typeof value === "string" && field.choices.includes(value);
    case "person":
      return typeof value === "string" && isId(value);
    case "yesNo":
      return typeof value === "boolean";
  }
}
