import { type Finding, words } from "@rondo/core/kernel";
import { isArray, isObject, type JsonObject, type JsonValue } from "./value.ts";

/**
 * Reads values that should have a shape out of JSON that may not. Absent and null are always fine; a value of another
 * type is taken as absent and remembered, so that a reader stays total and still tells what it passed over.
 */
export type Shape = {
  object(value: JsonValue | undefined, path: string): JsonObject;
  objects(parent: JsonObject, key: string, path: string): readonly JsonObject[];
  texts(parent: JsonObject, key: string, path: string): readonly string[];
  text(parent: JsonObject, key: string, path: string): string;
  textOrNull(parent: JsonObject, key: string, path: string): string | null;
  number(parent: JsonObject, key: string, path: string): number | null;
  flag(parent: JsonObject, key: string, path: string): boolean;
  /** An instant as ISO text with `Z`; takes ISO text with any offset, and epoch seconds or milliseconds. */
  instant(parent: JsonObject, key: string, path: string): string | null;
  findings(): readonly Finding[];
};

export function shape(): Shape {
  const places: string[] = [];
  let wrong = 0;

  function miss(value: JsonValue | undefined, path: string): void {
    if (value === undefined || value === null) return;
    wrong += 1;
    if (places.length < 5) places.push(path);
  }

  const self: Shape = {
    object(value, path) {
      if (isObject(value)) return value;
      miss(value, path);
      return nothing;
    },
    objects(parent, key, path) {
      const value = parent[key];
      if (!isArray(value)) {
        miss(value, `${path}${key}`);
        return [];
      }
      return value.filter((entry, index): entry is JsonObject => {
        if (isObject(entry)) return true;
        wrong += 1;
        if (places.length < 5) places.push(`${path}${key}[${index}]`);
        return false;
      });
    },
    texts(parent, key, path) {
      const value = parent[key];
      if (!isArray(value)) {
        miss(value, `${path}${key}`);
        return [];
      }
      return value.filter((entry): entry is string => {
        if (typeof entry === "string") return true;
        miss(entry, `${path}${key}`);
        return false;
      });
    },
    text(parent, key, path) {
      return self.textOrNull(parent, key, path) ?? "";
    },
    textOrNull(parent, key, path) {
      const value = parent[key];
      if (typeof value === "string") return value.toWellFormed();
      if (typeof value === "number") return String(value);
      miss(value, `${path}${key}`);
      return null;
    },
    number(parent, key, path) {
      const value = parent[key];
      if (typeof value === "number" && Number.isFinite(value)) return value;
      miss(value, `${path}${key}`);
      return null;
    },
    flag(parent, key, path) {
      const value = parent[key];
      if (typeof value === "boolean") return value;
      miss(value, `${path}${key}`);
      return false;
    },
    instant(parent, key, path) {
      const value = parent[key];
      if (value === 0 || value === "") return null;
      const instant = asInstant(value);
      if (instant === null) miss(value, `${path}${key}`);
      return instant;
    },
    findings() {
      if (wrong === 0) return [];
      const where = wrong > places.length ? `${places.join(", ")} and ${wrong - places.length} more` : places.join(", ");
      return [
        {
          code: "value_of_other_type",
          severity: "warning",
          ...words`${wrong} values are not of the type this format has there and were passed over: ${where}.`,
          params: { count: wrong },
          at: { path: places[0] ?? "" },
        },
      ];
    },
  };
  return self;
}

const nothing: JsonObject = Object.freeze(Object.create(null) as JsonObject);

const isoInstant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Null for anything that is no moment between the years 1900 and 2400. */
export function asInstant(value: JsonValue | undefined): string | null {
  const text = typeof value === "string" ? value.trim().replace(/([+-]\d{2})(\d{2})$/, "$1:$2") : "";
  const ms =
    typeof value === "number" ? (Math.abs(value) < 1e11 ? value * 1000 : value) : isoInstant.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(ms) || ms < earliest || ms > latest) return null;
  return new Date(ms).toISOString();
}

const earliest = -2208988800000;
const latest = 13569465600000;
