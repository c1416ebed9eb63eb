import fc from "fast-check";
import { expect, test } from "vitest";
import { block, leaf, netAligner, netOfFlow, silent, type Tree, treeAligner, treeOfNet } from "@rondo/core/mining";
import { encodeText } from "../text/index.ts";
import { drawTree } from "./tree.ts";
import { readBpmnFlow, writeTreeBpmn } from "./index.ts";

const shape: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom(leaf("?"), silent),
    fc
      .tuple(fc.constantFrom("sequence", "choice", "parallel", "loop"), fc.array(tie("tree"), { minLength: 2, maxLength: 3 }))
      .map(([kind, children]): Tree => block(kind, children)),
  ),
})).tree;

function named(tree: Tree, next = { at: 0 }): Tree {
  if (tree.kind === "activity") return leaf(["a", "b & c", "d", "e", "<f>"][next.at++] ?? `g${next.at}`);
  return tree.kind === "silent" ? tree : { kind: tree.kind, children: tree.children.map((child) => named(child, next)) };
}

const cases = fc.tuple(
  shape.map((tree) => named(tree)),
  fc.array(fc.constantFrom("a", "b & c", "d", "e", "<f>", "g6"), { maxLength: 6 }),
);

test("a model written as BPMN and read again performs the same", () => {
  fc.assert(
    fc.property(cases, ([tree, trace]) => {
      const { flow, findings } = readBpmnFlow(encodeText(writeTreeBpmn(tree, "Digitise & return")));
      expect(findings).toEqual([]);
      const net = netOfFlow(flow);
      const cost = treeAligner(tree)!.align(trace)!.cost;
      expect(netAligner(net).align(trace)!.cost).toBe(cost);
      const folded = treeOfNet(net);
      if (folded !== null) expect(treeAligner(folded)!.align(trace)!.cost).toBe(cost);
    }),
    { numRuns: 300 },
  );
}, 30_000);

test("no two shapes of a picture cover each other, and lines begin and end at their shapes", () => {
  fc.assert(
    fc.property(cases, ([tree]) => {
      const { shapes, flows } = drawTree(tree);
      for (const [at, a] of shapes.entries())
        for (const b of shapes.slice(at + 1))
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      for (const { from, to, points } of flows)
        for (const [id, { x, y }] of [
          [from, points[0]!],
          [to, points.at(-1)!],
        ] as const) {
          const shape_ = shapes.find((shape) => shape.id === id)!;
          expect(x >= shape_.x && x <= shape_.x + shape_.width && y >= shape_.y && y <= shape_.y + shape_.height).toBe(true);
        }
    }),
    { numRuns: 300 },
  );
});
