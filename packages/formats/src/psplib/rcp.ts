import { benchmark, type Arc, type BenchmarkReading } from "./benchmark.ts";
import { longest, most, Words } from "./words.ts";

/** Patterson's format (`.rcp`): tasks numbered from 1; for each its duration, demands, and successors. */
export function readRcp(bytes: Uint8Array): BenchmarkReading {
  const words = new Words(bytes);
  const tasks = words.number("The number of tasks", 1, most);
  const resources = words.number("The number of resources", 0, 1000);
  const capacities = words.numbers(resources, "A capacity", 0, longest);
  const durations: number[] = [];
  const demands: number[][] = [];
  const arcs: Arc[] = [];
  for (let task = 0; task < tasks; task++) {
    const duration = words.number(`The duration of task ${task + 1}`, 0, longest);
    durations.push(duration);
    demands.push(words.numbers(resources, "A demand", 0, longest));
    const successors = words.number("The number of successors", 0, tasks);
    for (const next of words.numbers(successors, "A successor", 1, tasks)) arcs.push({ from: task, to: next - 1, lag: duration });
  }
  return benchmark(
    "patterson",
    durations.map((_, index) => index + 1),
    durations,
    arcs,
    capacities,
    demands,
  );
}
