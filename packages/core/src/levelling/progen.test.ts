import { expect, test } from "vitest";
import { scheduleTimeLags } from "../schedule/index.ts";
import { cells, randomProject } from "./progen.fixture.ts";

test("random projects are as complex, as hungry and as short of resources as was asked for", () => {
  for (const [at, cell] of [...cells(30), ...cells(120)].entries()) {
    const { network, demands, capacities } = randomProject(cell, at);
    const { tasks, complexity, factor, strength } = cell;
    expect(network.durations.length).toBe(tasks + 2);
    // Everyone needs a neighbour on each side, which in a small sparse network may take more arcs than were asked for.
    expect(Math.abs(network.from.length / (tasks + 2) - complexity)).toBeLessThan(tasks < 100 ? 0.2 : 0.1);
    expect(demands.flat().filter((wanted) => wanted > 0).length).toBe(Math.round(factor * tasks * 4));
    const { earlyStart, feasible } = scheduleTimeLags(network) as { earlyStart: Int32Array; feasible: boolean };
    expect(feasible).toBe(true);
    for (const [r, capacity] of capacities.entries()) {
      const least = Math.max(...demands.map((demand) => demand[r]!));
      const used = (at: number): number =>
        demands.reduce((sum, demand, i) => sum + (earlyStart[i]! <= at && at < earlyStart[i]! + network.durations[i]! ? demand[r]! : 0), 0);
      const most = Math.max(...Array.from(earlyStart, used));
      expect(capacity).toBe(least + Math.round(strength * (most - least)));
    }
  }
});

test("no arc says what others say already, no task has more than three on a side, and all hang between the dummies", () => {
  for (const [at, cell] of cells(60).entries()) {
    const { network } = randomProject(cell, at);
    const last = network.durations.length - 1;
    const next = Array.from(network.durations, (): number[] => []);
    network.from.forEach((from, arc) => next[from]!.push(network.to[arc]!));
    const reach: Set<number>[] = Array.from(next, () => new Set());
    for (let task = last; task >= 0; task--) for (const to of next[task]!) reach[task] = new Set([...reach[task]!, ...reach[to]!, to]);
    for (let task = 1; task < last; task++) {
      expect(next[task]!.length).toBeLessThanOrEqual(3);
      expect(next.filter((to) => to.includes(task)).length).toBeLessThanOrEqual(3);
      expect(reach[0]!.has(task) && reach[task]!.has(last)).toBe(true);
      for (const to of next[task]!) expect(next[task]!.filter((other) => reach[other]!.has(to))).toEqual([]);
    }
  }
});

test("the same seed makes the same project", () => {
  const [cell] = cells(30);
  expect(randomProject(cell!, 5)).toEqual(randomProject(cell!, 5));
  expect(randomProject(cell!, 5)).not.toEqual(randomProject(cell!, 6));
});
