import { emptyDefinition, flowOf, type Step } from "@rondo/core/process";
import { expect, test } from "vitest";
import { place, placeInParts, type Placed } from "./layout.ts";

const task = (id: string): Step => ({
  id,
  title: `Look at ${id}`,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
});
const flowWith = (steps: readonly Step[]) => flowOf({ ...emptyDefinition(), steps });
const choice = (id: string): Step => ({
  id,
  title: "Bound?",
  instructions: "",
  kind: "decision",
  branches: [
    { id: "y", label: "yes", when: "true", steps: [task(`${id}a`)] },
    { id: "n", label: "no", when: null, steps: [task(`${id}b`)] },
  ],
});

function overlaps({ nodes }: Placed): string[] {
  const sorted = nodes.toSorted((a, b) => a.y - b.y);
  return sorted.flatMap((node, index) => {
    const hit: string[] = [];
    for (const other of sorted.slice(index + 1)) {
      if (other.y >= node.y + node.height) break;
      if (other.x < node.x + node.width && node.x < other.x + other.width) hit.push(`${node.id} and ${other.id}`);
    }
    return hit;
  });
}

test("a flow of 2,000 steps is placed whole, nothing over anything else, and the ways lead on from top to bottom", () => {
  const flow = flowWith(Array.from({ length: 500 }, (_, n) => [task(`t${n}`), choice(`c${n}`)]).flat());
  const placed = place(flow);
  expect(placed.nodes).toHaveLength(flow.nodes.length);
  expect(placed.edges).toHaveLength(flow.edges.length);
  expect(overlaps(placed)).toEqual([]);
  expect(placed.edges.every(({ points }) => points.length >= 2 && (points.at(-1)?.y ?? 0) > (points[0]?.y ?? 0))).toBe(true);
  expect(
    placed.nodes.every(({ x, y, width, height }) => x >= 0 && y >= 0 && x + width <= placed.width && y + height <= placed.height),
  ).toBe(true);
});

test("where a way leads back over everything there is still a picture", () => {
  const placed = place(
    flowWith([
      {
        id: "all",
        title: "Until it is right",
        instructions: "",
        kind: "repeat",
        until: "false",
        test: "after",
        atMost: 3,
        branches: [{ id: "b", label: "", steps: Array.from({ length: 1_200 }, (_, n) => task(`t${n}`)) }],
      },
    ]),
  );
  expect(overlaps(placed)).toEqual([]);
  expect(placed.edges.some(({ points }) => (points.at(-1)?.y ?? 0) < (points[0]?.y ?? 0))).toBe(true);
});

test("part by part gives the same places, tells how far it is, and ends when nobody wants it any more", async () => {
  const flow = flowWith(Array.from({ length: 120 }, (_, n) => [task(`t${n}`), choice(`c${n}`)]).flat());
  const told: number[] = [];
  expect(
    await placeInParts(
      flow,
      () => false,
      (done) => told.push(done),
    ),
  ).toEqual(place(flow));
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)).toBe(flow.nodes.length);
  expect(
    await placeInParts(
      flow,
      () => true,
      () => undefined,
    ),
  ).toBeNull();
});

test("branches stand in the order of the document, whatever is inside them, and a rejection's way back goes around at the side", () => {
  const decision = (id: string, ...branches: Step[][]): Step => ({
    id,
    title: id,
    instructions: "",
    kind: "decision",
    branches: branches.map((steps, at) => ({
      id: `${id}${at}`,
      label: `${id}${at}`,
      when: at === branches.length - 1 ? null : "true",
      steps,
    })),
  });
  const steps = [
    task("first"),
    decision("d", [task("A"), task("A2"), task("A3")], [decision("e", [task("B")], [], [task("C")])], [task("D")]),
    { id: "ok", title: "Is it right?", instructions: "", kind: "approval", role: null, due: null, fields: [], returnTo: "first" } as Step,
  ];
  const placed = place(flowWith(steps));
  const x = (id: string) => placed.nodes.find((node) => node.id === id)?.x ?? Number.NaN;
  expect(["A", "B", "C", "D"].toSorted((a, b) => x(a) - x(b))).toEqual(["A", "B", "C", "D"]);
  const labels = placed.edges.filter(({ label }) => label.startsWith("e")).toSorted((a, b) => (a.at?.x ?? 0) - (b.at?.x ?? 0));
  expect(labels.map(({ label }) => label)).toEqual(["e0", "e1", "e2"]);
  const [back] = placed.edges.filter(({ way }) => way === "rejected");
  expect([back?.from, back?.to]).toEqual(["ok", "first"]);
  expect((back?.points[0]?.y ?? 0) > (back?.points.at(-1)?.y ?? 0)).toBe(true);
  const lane = back?.at?.x ?? 0;
  expect(placed.nodes.every((node) => node.x + node.width < lane)).toBe(true);
  expect(lane).toBeLessThan(placed.width);
});
