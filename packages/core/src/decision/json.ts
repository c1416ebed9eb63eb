import { Budget, decisionLimits, type FeelValue, isList, textOfValue, valueOfText } from "../expression/index.ts";
import type { DecisionModel, DecisionNode, ItemType } from "./model.ts";
import { plainName } from "./type.ts";

/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What is given to a decision, by name: texts become dates, times and durations where the model's types say so. */
export function givenFromJson(model: DecisionModel, json: { readonly [key: string]: Json }): Map<string, FeelValue> {
  const typed = new Map(model.nodes.map((node): [string, DecisionNode] => [node.name, node]));
  const params = new Map(
    model.nodes.flatMap((node) =>
      node.kind === "function" && node.logic?.kind === "function"
        ? node.logic.params.map(({ name, type }): [string, string | null] => [name, type])
        : [],
    ),
  );
  return new Map(
    Object.entries(json).map(([name, value]) => [name, fromJson(value, typed.get(name)?.type ?? params.get(name) ?? null, model)]),
  );
}

/** Dates, times and durations as the texts that ISO 8601 has for them. */
export function toJson(value: FeelValue): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(toJson);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, toJson(item)]));
  return textOfValue(value, new Budget(decisionLimits));
}

function fromJson(json: Json, type: string | null, model: DecisionModel): FeelValue {
  const item = type === null ? undefined : model.types.get(type);
  if (item !== undefined) return fromItem(json, item, model, item.isList);
  if (typeof json === "string" && type !== null) return valueOfText(json, plainName(type)) ?? json;
  return untyped(json, (inner) => fromJson(inner, null, model));
}

function fromItem(json: Json, item: ItemType, model: DecisionModel, many: boolean): FeelValue {
  if (many) return Array.isArray(json) ? json.map((one: Json) => fromItem(one, item, model, false)) : fromItem(json, item, model, false);
  if (item.parts.length === 0) return fromJson(json, item.base, model);
  if (json === null || typeof json !== "object" || Array.isArray(json)) return untyped(json, (inner) => fromJson(inner, null, model));
  const given = json as { readonly [key: string]: Json };
  const parts = new Map(item.parts.map((part) => [part.name, part]));
  const made = new Map<string, FeelValue>();
  for (const [key, value] of Object.entries(given)) {
    const part = parts.get(key);
    made.set(key, part === undefined ? fromJson(value, null, model) : fromItem(value, part, model, part.isList));
  }
  // What was left out has no value; the type still has the place for it.
  for (const key of parts.keys()) if (!made.has(key)) made.set(key, null);
  return made;
}

function untyped(json: Json, inner: (json: Json) => FeelValue): FeelValue {
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map((one: Json) => inner(one));
  return new Map(Object.entries(json).map(([key, value]) => [key, inner(value)]));
}
