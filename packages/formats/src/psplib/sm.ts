import { unreadable } from "../draft/refuse.ts";
import { benchmark, type Arc, type BenchmarkReading } from "./benchmark.ts";
import { longest, most, Words } from "./words.ts";

/** PSPLIB single-mode files (`.sm`; Kolisch and Sprecher 1996): jobs numbered from 1, the first and last of them dummies. */
export function readSm(bytes: Uint8Array): BenchmarkReading {
  const words = new Words(bytes);
  let jobs = 0;
  let renewable = 0;
  for (let line = words.line(); ; line = words.line()) {
    if (line === null) throw unreadable("This is no PSPLIB file: it has no part PRECEDENCE RELATIONS", words.place);
    const value = /:\s*(\S+)/.exec(line)?.[1] ?? "";
    if (line.startsWith("jobs")) jobs = words.check(value, "The number of jobs", 1, most);
    else if (line.startsWith("- renewable")) renewable = words.check(value, "The number of resources", 0, 1000);
    else if (/^- (?:nonrenewable|doubly)/.test(line) && words.check(value, "The number of resources", 0, 1000) > 0)
      throw unreadable("Rondo reads renewable resources only", words.place);
    else if (line.startsWith("PRECEDENCE RELATIONS")) break;
  }
  if (jobs === 0) throw unreadable("The file does not say how many jobs it has", words.place);
  words.line(); // column heads
  const arcs: { from: number; to: number }[] = [];
  for (let job = 1; job <= jobs; job++) {
    words.number(`Job ${job}`, job, job);
    words.number("The number of modes (one; others are not read)", 1, 1);
    const successors = words.number("The number of successors", 0, jobs);
    for (const next of words.numbers(successors, "A successor", 1, jobs)) arcs.push({ from: job - 1, to: next - 1 });
  }
  for (let line = words.line(); !line?.startsWith("REQUESTS/DURATIONS"); line = words.line())
    if (line === null) throw unreadable("The part REQUESTS/DURATIONS is missing", words.place);
  words.line(); // column heads
  words.line(); // rule
  const durations: number[] = [];
  const demands: number[][] = [];
  for (let job = 1; job <= jobs; job++) {
    words.number(`Job ${job}`, job, job);
    words.number("The mode", 1, 1);
    durations.push(words.number("The duration", 0, longest));
    demands.push(words.numbers(renewable, "A demand", 0, longest));
  }
  for (let line = words.line(); !line?.startsWith("RESOURCEAVAILABILITIES"); line = words.line())
    if (line === null) throw unreadable("The part RESOURCEAVAILABILITIES is missing", words.place);
  words.line(); // column heads
  const capacities = words.numbers(renewable, "A capacity", 0, longest);
  return benchmark(
    "psplib",
    durations.map((_, index) => index + 1),
    durations,
    arcs.map((arc): Arc => ({ ...arc, lag: durations[arc.from]! })),
    capacities,
    demands,
  );
}
