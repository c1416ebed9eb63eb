export { defaultLimits, type JsonLimits } from "./limits.ts";
export { type JsonListener, JsonLists } from "./lists.ts";
export { parseJson, type ReadJson, readJson } from "./parse.ts";
export { asInstant, shape, type Shape } from "./shape.ts";
export { isArray, isObject, type JsonObject, type JsonValue } from "./value.ts";
