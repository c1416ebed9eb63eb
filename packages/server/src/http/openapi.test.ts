import { expect, test } from "vitest";
import { type Operation, operations, refusals } from "@rondo/contract";
import { openApi } from "./openapi.ts";

const document = openApi() as {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, { description: string }> }>>;
  components: { schemas: Record<string, unknown> };
};

test("the document has every operation once, under its path and method", () => {
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, path, method } of Object.values(operations) as Operation[])
    expect(document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()]?.operationId).toBe(id);
});

test("every reference in it leads somewhere", () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] as string);
  expect(names.length).toBeGreaterThan(100);
  for (const name of new Set(names))
    expect(document.components.schemas[/^#\/components\/schemas\/(\w+)$/.exec(name)?.[1] as string], name).toBeDefined();
});

test("every refusal of an operation is described under its status", () => {
  for (const { id, path, method, refusals: codes } of Object.values(operations) as Operation[]) {
    const described = document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()]?.responses ?? {};
    for (const code of codes) expect(described[String(refusals[code].status)]?.description, `${id} ${code}`).toContain(`\`${code}\``);
  }
});
