import { expect, test } from "vitest";
import { type Definition, diffFlows, emptyDefinition, type Step } from "./index.ts";

const task = (id: string, title = id): Step => ({
  id,
  title,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
});
const of = (...steps: Step[]): Definition => ({ ...emptyDefinition(), steps });

test("one picture holds both flows: what is new, gone, changed or moved is marked, and what is gone keeps its ways", () => {
  const { nodes, edges, marks } = diffFlows(
    of(task("fetch"), task("scan"), task("send")),
    of(task("fetch", "Fetch it"), task("check"), task("send")),
  );
  expect(nodes.map(({ id }) => id)).toEqual(["/start", "fetch", "check", "send", "/end", "scan"]);
  expect(Object.fromEntries(marks)).toEqual({ fetch: "changed", check: "added", scan: "removed" });
  expect(edges.map(({ from, to, mark }) => [from, to, mark])).toEqual([
    ["/start", "fetch", null],
    ["fetch", "check", "added"],
    ["check", "send", "added"],
    ["send", "/end", null],
    ["fetch", "scan", "removed"],
    ["scan", "send", "removed"],
  ]);
});

test("a step in another place is moved, and the same flow has no mark", () => {
  expect(Object.fromEntries(diffFlows(of(task("a"), task("b"), task("c")), of(task("c"), task("a"), task("b"))).marks)).toEqual({
    c: "moved",
  });
  const same = of(task("a"), task("b"));
  expect(diffFlows(same, same)).toMatchObject({ marks: new Map(), edges: [{ mark: null }, { mark: null }, { mark: null }] });
});
