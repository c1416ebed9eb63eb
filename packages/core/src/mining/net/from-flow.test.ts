import fc from "fast-check";
import { expect, test } from "vitest";
import { type FlowGraph, type FlowKind, netAligner, netOfFlow } from "../index.ts";

/** `s` starts and `e` ends; every other name but a capital one is a task. */
function flow(kinds: Readonly<Record<string, FlowKind>>, ways: string): FlowGraph {
  const edges = ways.split(" ").flatMap((way) => {
    const names = way.split(">");
    return names.slice(1).map((to, at) => ({ from: names[at]!, to }));
  });
  const kindOf = (id: string): FlowKind => kinds[id] ?? (id === "s" ? "start" : id === "e" ? "end" : "task");
  return { edges, nodes: [...new Set(edges.flatMap(({ from, to }) => [from, to]))].map((id) => ({ id, kind: kindOf(id), label: id })) };
}

const cost = (graph: FlowGraph, trace: string): number => netAligner(netOfFlow(graph)).align([...trace])!.cost;

test.each<[what: string, graph: FlowGraph, fits: string[], misses: string[]]>([
  ["one or both ways", flow({ O: "inclusive", J: "inclusive" }, "s>O>a>J>z>e O>b>J"), ["az", "bz", "abz", "baz"], ["z", "abzz", "azb"]],
  [
    "one inside of another",
    flow({ O: "inclusive", J: "inclusive", P: "inclusive", K: "inclusive" }, "s>O>P>a>K>c>J>z>e P>b>K O>d>J"),
    ["dz", "acz", "bcz", "abcz", "abdcz", "dbcz"],
    ["cz", "az", "adz", "acbz", "dzdz"],
  ],
  [
    "a join of ways that exclude each other, beside an inclusive split elsewhere",
    flow({ O: "inclusive", J: "inclusive", X: "exclusive", K: "inclusive" }, "s>O>a>J>X>c>K>z>e O>b>J X>d>K"),
    ["acz", "abdz", "bcz"],
    ["acdz", "az"],
  ],
  [
    "a join of parallel ways, one of which may end early",
    flow({ P: "parallel", X: "exclusive", K: "inclusive", f: "end" }, "s>P>a>X>K>z>e P>b>K X>f"),
    ["abz", "baz"],
    ["az", "bz"],
  ],
  [
    "ways that go round",
    flow({ M: "exclusive", O: "inclusive", J: "inclusive", X: "exclusive" }, "s>M>O>a>J>X>z>e O>b>J X>M"),
    ["az", "abbaz", "abz", "aabz"],
    ["z", "aza"],
  ],
])("%s", (_, graph, fits, misses) => {
  expect(fits.filter((trace) => cost(graph, trace) > 0)).toEqual([]);
  expect(misses.filter((trace) => cost(graph, trace) === 0)).toEqual([]);
});

type Block = string | { readonly kind: "sequence" | "inclusive"; readonly parts: readonly Block[] };

test("nested inclusive parts perform what their words say, whatever is chosen", () => {
  const { block } = fc.letrec<{ block: Block }>((tie) => ({
    block: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constant("?"),
      fc.record({
        kind: fc.constantFrom("sequence" as const, "inclusive" as const),
        parts: fc.array(tie("block"), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }));
  fc.assert(
    fc.property(block, fc.infiniteStream(fc.nat(1_000)), (rough, numbers) => {
      const choose = (): number => numbers.next().value as number;
      const nodes: { id: string; kind: FlowKind; label: string }[] = [];
      const edges: { from: string; to: string }[] = [];
      const node = (kind: FlowKind, label = ""): string => {
        nodes.push({ id: String(nodes.length), kind, label });
        return String(nodes.length - 1);
      };
      /** Draws a part behind `from`; tells where it ends and one way of doing it, if it is done. */
      const draw = (part: Block, from: string, isDone: boolean): [end: string, trace: string[]] => {
        if (typeof part === "string") {
          const label = `t${nodes.length}`;
          const id = node("task", label);
          edges.push({ from, to: id });
          return [id, isDone ? [label] : []];
        }
        if (part.kind === "sequence") {
          const trace: string[] = [];
          let at = from;
          for (const each of part.parts) {
            const [end, done] = draw(each, at, isDone);
            trace.push(...done);
            at = end;
          }
          return [at, trace];
        }
        const [open, close] = [node("inclusive"), node("inclusive")];
        edges.push({ from, to: open });
        const must = choose() % part.parts.length;
        const lines = part.parts.map((each, at) => {
          const [end, done] = draw(each, open, isDone && (at === must || choose() % 2 === 0));
          edges.push({ from: end, to: close });
          return done;
        });
        const trace: string[] = [];
        for (let open_ = lines.filter(({ length }) => length > 0); open_.length > 0; open_ = open_.filter(({ length }) => length > 0))
          trace.push(open_[choose() % open_.length]!.shift()!);
        return [close, trace];
      };
      const [end, trace] = draw(rough, node("start"), true);
      edges.push({ from: end, to: node("end") });
      const aligner = netAligner(netOfFlow({ nodes, edges }));
      expect(aligner.align(trace)!.cost).toBe(0);
      expect(aligner.align([...trace, "x"])!.cost).toBe(1);
      expect(aligner.align([...trace, trace[0]!])!.cost).toBe(1);
    }),
    { numRuns: 150 },
  );
}, 60_000);
