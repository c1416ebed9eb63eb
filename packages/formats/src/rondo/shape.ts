import { type Finding, words } from "@rondo/core/kernel";
import { unreadable } from "../draft/refuse.ts";
import { isArray, isObject, type JsonValue } from "../json/index.ts";

/** Reads one strictly: a value of another type is refused with its path. Unknown keys are told and passed over. */
export type Strict<T> = (value: JsonValue | undefined, path: string, tell: (finding: Finding) => void) => T;

export const text: Strict<string> = (value, path) => {
  if (typeof value === "string") return value;
  throw unreadable("Text is expected", { path });
};

export const number: Strict<number> = (value, path) => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw unreadable("A number is expected", { path });
};

export const flag: Strict<boolean> = (value, path) => {
  if (typeof value === "boolean") return value;
  throw unreadable("true or false is expected", { path });
};

export function nullable<T>(inner: Strict<T>): Strict<T | null> {
  return (value, path, tell) => (value === null ? null : inner(value, path, tell));
}

export function listOf<T>(inner: Strict<T>): Strict<T[]> {
  return (value, path, tell) => {
    if (!isArray(value)) throw unreadable("A list is expected", { path });
    return value.map((entry, index) => inner(entry, `${path}[${index}]`, tell));
  };
}

/** By any names. */
export function mapOf<T>(inner: Strict<T>): Strict<Readonly<Record<string, T>>> {
  return (value, path, tell) => {
    if (!isObject(value)) throw unreadable("An object is expected", { path });
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(one, join(path, name), tell)]));
  };
}

export function oneOf<const T extends string>(...words: readonly T[]): Strict<T> {
  return (value, path) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw unreadable(`One of ${words.join(", ")} is expected`, { path });
    return found;
  };
}

type Members = Readonly<Record<string, Strict<unknown>>>;
type RecordOf<M extends Members, O extends Members> = { [K in keyof M]: ReturnType<M[K]> } & { [K in keyof O]?: ReturnType<O[K]> };

export function record<M extends Members, O extends Members = Record<never, never>>(members: M, optional?: O): Strict<RecordOf<M, O>> {
  return (value, path, tell) => {
    if (!isObject(value)) throw unreadable("An object is expected", { path });
    const out: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(members)) out[key] = inner(value[key], join(path, key), tell);
    for (const [key, inner] of Object.entries(optional ?? {}))
      if (value[key] !== undefined) out[key] = inner(value[key], join(path, key), tell);
    for (const key of Object.keys(value)) {
      if (key in members || (optional !== undefined && key in optional)) continue;
      tell({
        code: "key_unknown",
        severity: "warning",
        ...words`“${key.slice(0, 80)}” means nothing in this version and is passed over.`,
        at: { path: join(path, key) },
      });
    }
    return out as RecordOf<M, O>;
  };
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
