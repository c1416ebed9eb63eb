import { unreadable } from "../draft/refuse.ts";
import { benchmark, type Arc, type BenchmarkReading } from "./benchmark.ts";
import { longest, most, Words } from "./words.ts";

/**
 * ProGen/max files (`.SCH`, RCPSP/max): tasks 0 to n + 1, of which the first and last are dummies. The numbers in brackets are
 * minimum times from start to start; negative ones are maximum times back.
 */
export function readSch(bytes: Uint8Array): BenchmarkReading {
  const words = new Words(bytes);
  const tasks = words.number("The number of tasks", 0, most) + 2;
  const resources = words.number("The number of resources", 0, 1000);
  words.endLine(); // the rest of the head counts other kinds of resources
  const arcs: Arc[] = [];
  for (let task = 0; task < tasks; task++) {
    const row = (words.line() ?? "").split(/\s+/);
    const expect = (at: number, what: string, least: number, greatest: number): number => words.check(row[at] ?? "", what, least, greatest);
    expect(0, `Task ${task}`, task, task);
    const modes = expect(1, "The number of modes (one; others are not read)", 1, 1);
    const successors = expect(2, "The number of successors", 0, tasks);
    if (row.length !== 2 + modes + successors * 2)
      throw unreadable(`Task ${task} should have ${successors} successors with a time each`, words.place);
    for (let next = 0; next < successors; next++) {
      const time = /^\[(-?\d+)\]$/.exec(row[3 + successors + next] ?? "")?.[1] ?? "";
      arcs.push({
        from: task,
        to: expect(3 + next, "A successor", 0, tasks - 1),
        lag: words.check(time, "A time between starts, in brackets,", -longest, longest),
      });
    }
  }
  const durations: number[] = [];
  const demands: number[][] = [];
  for (let task = 0; task < tasks; task++) {
    words.number(`Task ${task}`, task, task);
    words.number("The mode", 1, 1);
    durations.push(words.number("The duration", 0, longest));
    demands.push(words.numbers(resources, "A demand", 0, longest));
  }
  const capacities = words.numbers(resources, "A capacity", 0, longest);
  return benchmark(
    "rcpsp-max",
    durations.map((_, index) => index),
    durations,
    arcs,
    capacities,
    demands,
  );
}
