import type { FieldDraft, FieldValueDraft } from "../draft/index.ts";
import { isArray, type JsonObject, type JsonValue, type Shape } from "../json/index.ts";

/** A board's own fields: what each is, and what a card says in them. */
export type BoardFields = { readonly all: readonly FieldDraft[]; valuesOf(card: JsonObject, path: string): FieldValueDraft[] };

export function readFields(board: JsonObject, read: Shape): BoardFields {
  const choices = new Map<string, ReadonlyMap<string, string>>();
  const all = read.objects(board, "customFields", "").map((field, index): FieldDraft => {
    const path = `customFields[${index}].`;
    const sourceId = read.text(field, "_id", path);
    const items = read.objects(read.object(field["settings"], `${path}settings`), "dropdownItems", `${path}settings.`);
    choices.set(sourceId, new Map(items.map((item) => [read.text(item, "_id", path), read.text(item, "name", path)])));
    return {
      sourceId,
      name: read.text(field, "name", path) || "Field without a name",
      kind: kinds[read.text(field, "type", path)] ?? "text",
      choices: [...(choices.get(sourceId)?.values() ?? [])],
    };
  });
  return {
    all,
    valuesOf: (card, path) =>
      read.objects(card, "customFields", path).flatMap((entry) => {
        const field = read.text(entry, "_id", `${path}customFields.`);
        const said = plain(entry["value"]);
        // A choice is kept by its id, which says nothing to a reader.
        const value = choices.get(field)?.get(said) ?? said;
        return value === "" || !choices.has(field) ? [] : [{ field, value }];
      }),
  };
}

const kinds: Readonly<Record<string, FieldDraft["kind"]>> = {
  number: "number",
  currency: "number",
  date: "date",
  dropdown: "choice",
  checkbox: "yesNo",
};

function plain(value: JsonValue | undefined): string {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return isArray(value) ? value.map(plain).filter(Boolean).join(", ") : "";
}
