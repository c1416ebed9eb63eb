import { type Column, type ColumnType, isoOf, readInstant, readIso } from "@rondo/core/mining";

/** A kept column as XES can have it: a key that is an XML name and stands once, and each value with a type that it is of. */
export type Attribute = {
  readonly scope: Column["scope"];
  readonly cells: Column["cells"];
  readonly key: string;
  readonly values: readonly Typed[];
};

type Typed = { readonly type: ColumnType; readonly value: string };

/** What is written of every event and trace already; a column of that name is one that was read as something else. */
const own = {
  case: ["concept:name"],
  event: ["concept:name", "time:timestamp", "start_timestamp", "org:resource", "lifecycle:transition"],
} as const;

export function attributesOf(columns: readonly Column[]): readonly Attribute[] {
  const taken = { case: new Set<string>(own.case), event: new Set<string>(own.event) };
  return columns.map(({ scope, cells, type, name, values }) => {
    const key = unused(nameOf(name), taken[scope]);
    taken[scope].add(key);
    return { scope, cells, key, values: values.map((value) => typed(type, value)) };
  });
}

/** An XML name (`xs:Name`): other signs become underscores. */
function nameOf(name: string): string {
  const plain = name.replace(/[^\p{L}\p{M}\p{Nd}_:.·-]/gu, "_");
  return /^[\p{L}_:]/u.test(plain) ? plain : `_${plain}`;
}

function unused(key: string, taken: ReadonlySet<string>): string {
  let free = key;
  for (let number = 2; taken.has(free); number += 1) free = `${key}_${number}`;
  return free;
}

/** A value that is not of its column's type is a text. */
function typed(type: ColumnType, value: string): Typed {
  const plain = value.trim();
  const fits = (right: boolean, written = plain): Typed => (right ? { type, value: written } : { type: "string", value });
  switch (type) {
    case "int":
      return fits(/^[+-]?\d{1,18}$/.test(plain));
    case "float":
      return fits(/^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|-?INF|NaN)$/i.test(plain));
    case "boolean":
      return fits(/^(?:true|false|0|1)$/i.test(plain), plain.toLowerCase());
    case "date":
      return dated(plain, value);
    default:
      return { type, value };
  }
}

/** As it was where it is whole; a moment without its zone or `T` in UTC, as it was read. */
function dated(plain: string, value: string): Typed {
  if (/^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/.test(plain)) return { type: "date", value: plain };
  const instant = Number.isNaN(readIso(plain)) ? readInstant(plain) : readIso(plain);
  return Number.isNaN(instant) ? { type: "string", value } : { type: "date", value: isoOf(instant) };
}
