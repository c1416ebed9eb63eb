import { expect, test } from "vitest";
import { z } from "zod";
import { type Operation, operations } from "./index.ts";

/** Where in a schema a list may be as long as its sender likes. */
function endless(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = schema as Record<string, unknown>;
  const here = own["type"] === "array" && own["maxItems"] === undefined && own["prefixItems"] === undefined ? [path] : [];
  return [...here, ...Object.entries(own).flatMap(([key, part]) => endless(part, `${path}.${key}`))];
}

test("no list that is sent may be as long as its sender likes", () => {
  const found = (Object.values(operations) as Operation[]).flatMap(({ id, body }) =>
    body === undefined ? [] : endless(z.toJSONSchema(body as z.ZodType, { io: "input", unrepresentable: "any" }), id),
  );
  expect(found).toEqual([]);
});
