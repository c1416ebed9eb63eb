import type { TimeLagNetwork } from "@rondo/core/schedule";
import type { Finding } from "@rondo/core/kernel";
import type { Counts } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";

/**
 * A resource-constrained scheduling benchmark. `numbers[i]` is the number that the file gives task i, dummy first and last
 * included. `network` holds minimum times between starts; `demands[i][r]` what task i needs of resource r.
 */
export type BenchmarkReading = {
  readonly format: "psplib" | "patterson" | "rcpsp-max";
  readonly numbers: readonly number[];
  readonly network: TimeLagNetwork;
  readonly capacities: readonly number[];
  readonly demands: readonly (readonly number[])[];
  readonly counts: { readonly read: Counts; readonly carried: Counts };
  readonly findings: readonly Finding[];
};

export type Arc = { readonly from: number; readonly to: number; readonly lag: number };

export function benchmark(
  format: BenchmarkReading["format"],
  numbers: readonly number[],
  durations: readonly number[],
  arcs: readonly Arc[],
  capacities: readonly number[],
  demands: readonly (readonly number[])[],
): BenchmarkReading {
  const reach = arcs.reduce((sum, arc) => sum + Math.abs(arc.lag), 0) + durations.reduce((sum, duration) => sum + duration, 0);
  if (reach > 2_000_000_000) throw unreadable("The durations and times of this file together pass 2,000,000,000");
  const counts = { tasks: numbers.length, links: arcs.length, resources: capacities.length };
  const column = (pick: (arc: Arc) => number): Int32Array => Int32Array.from(arcs, pick);
  return {
    format,
    numbers,
    capacities,
    demands,
    counts: { read: counts, carried: counts },
    findings: [],
    network: {
      durations: Int32Array.from(durations),
      from: column((arc) => arc.from),
      to: column((arc) => arc.to),
      lag: column((arc) => arc.lag),
    },
  };
}
