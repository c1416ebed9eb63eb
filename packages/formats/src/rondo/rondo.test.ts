import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { readRondo } from "./index.ts";

const read = (file: unknown) => readRondo(new TextEncoder().encode(typeof file === "string" ? file : JSON.stringify(file)));
function refusal(file: unknown): Readonly<Record<string, unknown>> {
  try {
    read(file);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.params };
    throw error;
  }
  return { code: "nothing refused" };
}
const definition = { purpose: "", roles: [], fields: [], intake: [], deliverable: null, steps: [] };
const process = (steps: unknown[]) => ({ rondo: 1, processes: [{ title: "Lend", definition: { ...definition, steps } }] });

test.each([2, 0, -1, "1", 1.5, null, [1]])("a file of version %j is refused, and says which one is read", (rondo) => {
  expect(refusal({ rondo, projects: [] })).toMatchObject({
    code: "unreadable",
    path: "rondo",
    reason: expect.stringContaining("reads version 1"),
  });
});

test("a kind of step, field or wait that does not exist is refused with where it stands", () => {
  const step = { id: "a", title: "A", instructions: "", kind: "rocket" };
  expect(refusal(process([step]))).toMatchObject({ code: "unreadable", path: "processes[0].definition.steps[0].kind" });
  expect(
    refusal({ rondo: 1, processes: [{ title: "x", definition: { ...definition, fields: [{ key: "a", label: "A", kind: "rocket" }] } }] }),
  ).toMatchObject({
    code: "unreadable",
    path: "processes[0].definition.fields[0].kind",
  });
});

test("a value of another type is refused with where it stands, a key that is not known is told and passed over", () => {
  expect(refusal({ rondo: 1, projects: {} })).toMatchObject({ code: "unreadable", path: "projects" });
  expect(refusal({ rondo: 1, projects: [{ name: 5 }] })["code"]).toBe("unreadable");
  const { findings, drafts } = read({ rondo: 1, projects: [], rockets: [1] });
  expect([drafts, findings.map(({ code }) => code)]).toEqual([[], ["read", "key_unknown"]]);
});

test("keys that reach for the prototype are no keys, wherever they stand", () => {
  const { drafts } = read(
    '{"rondo":1,"__proto__":{"polluted":1},"processes":[{"title":"Lend","constructor":{"prototype":{"polluted":1}},"definition":{"__proto__":{"polluted":1},"purpose":"","roles":[],"fields":[],"intake":[],"deliverable":null,"steps":[]}}]}',
  );
  expect(drafts).toHaveLength(1);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(JSON.stringify(drafts)).not.toContain("polluted");
});
