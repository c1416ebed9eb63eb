export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** Has no inherited member: `object["constructor"]` is undefined unless the file itself says so, and those are dropped. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/**
 * Objects are made by this constructor rather than `Object.create(null)`: both have nothing to inherit, but the
 * latter are hash tables from birth (1,000,000 three-key objects: 195 MB and 0.76 s against 59 MB and 0.18 s).
 */
export const PlainObject = function PlainObject() {} as unknown as new () => Record<string, JsonValue | undefined>;
PlainObject.prototype = Object.freeze(Object.create(null) as object);

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
