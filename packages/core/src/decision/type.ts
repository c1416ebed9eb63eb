import { words } from "../kernel/index.ts";
import type { Temporal } from "temporal-polyfill";
import { emptyScope, type FeelValue, isList, isNamedType, typeOf } from "../expression/index.ts";
import type { Bench } from "./bench.ts";
import type { ItemType } from "./model.ts";

/**
 * The value as the type has it. As DMN converts: a list of one stands for its item and an item for a list of one, a
 * date for its midnight; what does not fit otherwise is null, and a finding says so.
 */
export function fit(value: FeelValue, type: string | null, place: string, bench: Bench): FeelValue {
  if (value === null || type === null) return value;
  if (conforms(value, type, bench)) return value;
  if (isList(value) && value.length === 1 && conforms(value[0] ?? null, type, bench)) return value[0] ?? null;
  if (!isList(value) && conforms([value], type, bench)) return [value];
  const midnight = asMidnight(value);
  if (midnight !== null && conforms(midnight, type, bench)) return midnight;
  return bench.fail("decision.wrongType", words`${place} is not of the type ${type}, so it has no value.`, place);
}

/** Whether a value is of a type. Null is of every type; an unknown type is any. */
export function conforms(value: FeelValue, type: string, bench: Bench): boolean {
  if (value === null) return true;
  const item = bench.model.types.get(type);
  if (item !== undefined) return conformsTo(value, item, bench);
  return isNamedType(plainName(type), value) ?? true;
}

/** `feel:number` and `number` are the same type. */
export function plainName(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function conformsTo(value: FeelValue, item: ItemType, bench: Bench): boolean {
  if (item.constraint !== null && !bench.passes(value, item.constraint, emptyScope, item.name)) return false;
  if (!item.isList) return single(value, item, bench);
  return isList(value) && value.every((one) => one === null || single(one, item, bench));
}

function single(value: FeelValue, item: ItemType, bench: Bench): boolean {
  if (item.isFunction) return typeOf(value) === "function";
  if (item.parts.length > 0) {
    if (!(value instanceof Map)) return false;
    const whole = item.parts.every((part) => {
      const one = value.get(part.name);
      return one !== undefined && (one === null || conformsTo(one, part, bench));
    });
    if (!whole) return false;
  } else if (item.base !== null && !conforms(value, item.base, bench)) return false;
  return item.allowed === null || bench.passes(value, item.allowed, emptyScope, item.name);
}

function asMidnight(value: FeelValue): FeelValue {
  if (typeOf(value) !== "date") return null;
  const { date } = value as { date: Temporal.PlainDate };
  return { type: "dateTime", dateTime: date.toPlainDateTime(), zone: "UTC" };
}
