import type { Definition, Field } from "./definition.ts";

/** Kinds of which nothing is an answer too. */
export const mayBeEmpty: ReadonlySet<string> = new Set(["yesNo", "longText", "richText", "choices", "list", "table"]);

/** What the start form asks, in order, and whether it may be left empty. */
export function intakeOf({
  fields,
  intake,
  intakeOptional = [],
}: Pick<Definition, "fields" | "intake" | "intakeOptional">): { field: Field; mode: "editable" | "required" }[] {
  return intake.flatMap((key) => {
    const field = fields.find((one) => one.key === key);
    return field === undefined
      ? []
      : [{ field, mode: mayBeEmpty.has(field.kind) || intakeOptional.includes(key) ? ("editable" as const) : ("required" as const) }];
  });
}
