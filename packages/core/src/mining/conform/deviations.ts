import type { Alignment } from "./alignment.ts";

/**
 * How a run left its procedure. `skipped`: a step that should have happened did not. `extra`: something happened that had
 * no place. `swapped`: a step happened, at another place than it should. `repeated`: a step happened once more than it
 * should.
 */
export type DeviationKind = "skipped" | "extra" | "swapped" | "repeated";

export function deviationsIn({ moves }: Alignment): { kind: DeviationKind; activity: string; times: number }[] {
  const missing = new Map<string, number>();
  const surplus = new Map<string, number>();
  const done = new Set<string>();
  for (const { kind, activity } of moves) {
    if (kind === "model") missing.set(activity, (missing.get(activity) ?? 0) + 1);
    else if (kind === "log") surplus.set(activity, (surplus.get(activity) ?? 0) + 1);
    else done.add(activity);
  }
  const found: { kind: DeviationKind; activity: string; times: number }[] = [];
  const tell = (kind: DeviationKind, activity: string, times: number): void => {
    if (times > 0) found.push({ kind, activity, times });
  };
  for (const [activity, times] of surplus) {
    const moved = Math.min(times, missing.get(activity) ?? 0);
    tell("swapped", activity, moved);
    tell(done.has(activity) ? "repeated" : "extra", activity, times - moved);
    missing.set(activity, (missing.get(activity) ?? 0) - moved);
  }
  for (const [activity, times] of missing) tell("skipped", activity, times);
  return found;
}
