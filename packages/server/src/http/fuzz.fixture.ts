import fc from "fast-check";
import { z } from "zod";

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  additionalProperties?: Schema | boolean;
  $ref?: string;
  $defs?: Record<string, Schema>;
};

/** Values as the schema describes them, with one place in about eight wrong: of another type, too large, hostile, missing. */
export function likeSchema(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  const hostile = hostileValues(ids);
  const of = (part: Schema, depth: number): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 8, arbitrary: right(part, depth) }, { weight: 1, arbitrary: hostile });
  const right = (part: Schema, depth: number): fc.Arbitrary<unknown> => {
    if (depth > 6) return fc.constant(null);
    if (part.$ref !== undefined)
      return of(part.$ref === "#" ? root : (root.$defs?.[part.$ref.split("/").at(-1) as string] ?? {}), depth + 1);
    if (part.const !== undefined) return fc.constant(part.const);
    if (part.enum !== undefined) return fc.constantFrom(...part.enum);
    const any = part.anyOf ?? part.oneOf;
    if (any !== undefined) return fc.oneof(...any.map((one) => of(one, depth + 1)));
    const type = Array.isArray(part.type) ? part.type[0] : part.type;
    switch (type) {
      case "object":
        return objectOf(part, depth, of);
      case "array":
        return fc.array(of(part.items ?? {}, depth + 1), { maxLength: 3 });
      case "integer":
        return fc.integer({ min: Math.max(part.minimum ?? 0, -1_000), max: Math.min(part.maximum ?? 1_000, 10_000) });
      case "number":
        return fc.double({ min: 0, max: 1_000, noNaN: true });
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "string":
        return textOf(part, ids);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  };
  return of(root, 0);
}

function objectOf(part: Schema, depth: number, of: (part: Schema, depth: number) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const members = Object.entries(part.properties ?? {});
  const named = fc.record(Object.fromEntries(members.map(([name, member]) => [name, of(member, depth + 1)])), {
    requiredKeys: part.required ?? [],
  });
  const extra =
    typeof part.additionalProperties === "object"
      ? fc.dictionary(fc.string({ maxLength: 8 }), of(part.additionalProperties, depth + 1), { maxKeys: 3 })
      : fc.constant({});
  return fc.oneof(
    { weight: 15, arbitrary: fc.tuple(named, extra).map(([a, b]) => ({ ...b, ...a })) },
    { weight: 1, arbitrary: named.map((value) => ({ ...value, unexpected: true })) },
  );
}

function textOf(part: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  switch (part.format) {
    case "uuid":
      return fc.oneof(fc.constantFrom(...ids), fc.uuid());
    case "date-time":
      return fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }).map((date) => date.toISOString());
    case "date":
      return fc
        .date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
    case "email":
      return fc.constantFrom("ines@lindgren.example", "new@lindgren.example", "@", "a@b");
    case "uri":
      return fc.constantFrom("https://login.invalid", "http://127.0.0.1:1/", "javascript:alert(1)", "https://[::1]/", "file:///etc/passwd");
    default:
      return fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 20 }), fc.constantFrom(...ids));
  }
}

/** Words that formats, expressions, wall-clock times, ranks and slugs are made of, and some that nothing is. */
const texts = [
  "Order archival boxes",
  "2026-03-02T09:00",
  "2026-03-02",
  "09:00",
  "24:00",
  "scan",
  "fragile = true",
  "for i in 1..9999999 return i",
  "((((((((",
  "Europe/Berlin",
  "a-slug",
  "0|",
  "V",
  "%",
  "_",
  "\\",
  "'; drop table task; --",
  "${7*7}",
  "{{7*7}}",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "\u202Etxt",
  "\u0000",
  "🧾",
  "ﷺ".repeat(50),
  "x".repeat(301),
  "9".repeat(40),
  "-0",
  "1e400",
];

function hostileValues(ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1.5,
      1e30,
      -0,
      2 ** 53,
      2 ** 31,
      "",
      " ",
      [],
      {},
      [[]],
      [null],
      { length: 1 },
      "x".repeat(200_000),
      Array.from({ length: 500 }, () => "y"),
      { $ne: null },
    ),
    fc.constantFrom(...texts),
    fc.constantFrom(...ids),
    fc.jsonValue({ maxDepth: 3 }),
  );
}
