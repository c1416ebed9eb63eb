import { isA } from "./functions/dates.ts";
import type { OwnTypes } from "./functions/function.ts";
import type { TypeName } from "./term.ts";
import { isList, type FeelValue, typeOf } from "./value.ts";

/** `value instance of type`; null where the type is unknown. */
export function isInstance(value: FeelValue, type: TypeName, own: OwnTypes | undefined): boolean | null {
  if (value === null) return type.kind === "named" && type.name === "Null";
  switch (type.kind) {
    case "list":
      return isList(value) ? every(value, (item) => isInstance(item, type.of, own)) : false;
    case "range":
      if (!isA(value, "range")) return false;
      return every(
        [value.low, value.high].filter((bound) => bound !== null),
        (bound) => isInstance(bound, type.of, own),
      );
    case "context":
      if (!(value instanceof Map)) return false;
      return every(type.entries, (entry) => {
        const part = value.get(entry.key);
        return part === undefined ? false : part === null || isInstance(part, entry.type, own);
      });
    case "function":
      return isA(value, "function") && value.params.length === type.params.length;
    case "named":
      return isNamedType(type.name, value) ?? own?.(type.name, value) ?? null;
  }
}

/** Whether a value is of one of FEEL's own types; null where there is none of that name. */
export function isNamedType(name: string, value: FeelValue): boolean | null {
  if (name === "Any") return true;
  const kind = kinds.get(name);
  return kind === undefined ? null : typeOf(value) === kind;
}

function every<T>(items: readonly T[], holds: (item: T) => boolean | null): boolean | null {
  for (const item of items) {
    const answer = holds(item);
    if (answer !== true) return answer;
  }
  return true;
}

const kinds: ReadonlyMap<string, ReturnType<typeof typeOf>> = new Map([
  ["number", "number"],
  ["string", "string"],
  ["boolean", "boolean"],
  ["date", "date"],
  ["time", "time"],
  ["date and time", "dateTime"],
  ["dateTime", "dateTime"],
  ["days and time duration", "seconds"],
  ["dayTimeDuration", "seconds"],
  ["years and months duration", "months"],
  ["yearMonthDuration", "months"],
  ["list", "list"],
  ["context", "context"],
  ["function", "function"],
  ["range", "range"],
  ["Null", "null"],
]);
