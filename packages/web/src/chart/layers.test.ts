import fc from "fast-check";
import { expect, test } from "vitest";
import { layersOf, type Pairs } from "./layers.ts";

const network = fc.integer({ min: 1, max: 40 }).chain((count) =>
  fc.tuple(
    fc.constant(count),
    fc.array(
      fc.tuple(fc.nat(count - 1), fc.nat(count - 1)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      { maxLength: 80 },
    ),
  ),
);
const pairsOf = (links: readonly (readonly [number, number])[]): Pairs => ({
  from: links.map((link) => link[0]),
  to: links.map((link) => link[1]),
});

test("every arrow goes to the right, and no two nodes stand in the same place", () => {
  fc.assert(
    fc.property(network, ([count, links]) => {
      const { column, row, rows } = layersOf(count, pairsOf(links));
      for (const [from, to] of links) if (from !== to) expect(column[from]!).toBeLessThan(column[to]!);
      const places = [...column].flatMap((at, node) => (at < 0 ? [] : [`${at} ${row[node]}`]));
      expect(new Set(places).size).toBe(places.length);
      for (let node = 0; node < count; node += 1) {
        expect(column[node]! >= 0).toBe(links.some(([from, to]) => from !== to && (from === node || to === node)));
        if (column[node]! >= 0) expect(row[node]! >= 0 && row[node]! < rows).toBe(true);
      }
    }),
  );
});

test("the columns list their nodes from the top, and the same network is always laid out the same", () => {
  fc.assert(
    fc.property(network, ([count, links]) => {
      const one = layersOf(count, pairsOf(links));
      one.columns.forEach((nodes, at) => {
        expect(nodes.every((node) => one.column[node] === at)).toBe(true);
        expect(nodes.map((node) => one.row[node])).toEqual(nodes.map((node) => one.row[node]!).toSorted((a, b) => a - b));
      });
      const { between: _, ...again } = layersOf(count, pairsOf(links));
      expect(again).toEqual({ column: one.column, row: one.row, columns: one.columns, rows: one.rows });
    }),
  );
});

test("a chain is a straight line, and what waits for a task with a long way around it stands after both", () => {
  const chain = layersOf(
    5,
    pairsOf([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]),
  );
  expect([...chain.column]).toEqual([0, 1, 2, 3, 4]);
  expect(new Set(chain.row).size).toBe(1);
  // 0 → 1 → 2 → 3, and 0 → 3 past them: the arrow has a row of its own.
  const around = layersOf(
    4,
    pairsOf([
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3],
    ]),
  );
  expect([...around.column]).toEqual([0, 1, 2, 3]);
  const past = around.between(0, 3);
  expect(past).toHaveLength(2);
  expect(past[0]).not.toBe(around.row[1]);
  expect(past[1]).not.toBe(around.row[2]);
});

test("a source stands right before what waits for it, not at the far left", () => {
  expect([
    ...layersOf(
      4,
      pairsOf([
        [0, 1],
        [1, 2],
        [3, 2],
      ]),
    ).column,
  ]).toEqual([0, 1, 2, 1]);
});

test("fewer arrows cross than in the order in which tasks are written", () => {
  let [laid, written] = [0, 0];
  for (const [count, links] of fc.sample(network, { numRuns: 200, seed: 4 })) {
    const { column, row } = layersOf(count, pairsOf(links));
    const rank = new Map([...column].map((_, node) => [node, [...column].slice(0, node).filter((at) => at === column[node]).length]));
    laid += crossings(links, column, (node) => row[node]!);
    written += crossings(links, column, (node) => rank.get(node)!);
  }
  expect(laid).toBeLessThan(0.7 * written);
});

test("a loop, which no plan has, is laid out too", () => {
  expect(
    layersOf(3, { from: [0, 1, 2], to: [1, 2, 0] })
      .columns.flat()
      .toSorted(),
  ).toEqual([0, 1, 2]);
});

function crossings(links: readonly (readonly [number, number])[], column: Int32Array, row: (node: number) => number): number {
  const short = links.filter(([from, to]) => column[to]! - column[from]! === 1);
  let count = 0;
  short.forEach(([a, b], index) =>
    short.slice(index + 1).forEach(([c, d]) => void (column[a] === column[c] && (row(a) - row(c)) * (row(b) - row(d)) < 0 && (count += 1))),
  );
  return count;
}
