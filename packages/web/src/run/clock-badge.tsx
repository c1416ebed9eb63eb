import { Timer } from "lucide-react";
import { cx } from "../ui/index.ts";
import { useClockWords } from "./clocks.tsx";
import type { Run } from "./run.ts";

/** The promise that is the most pressing, in a line. Nothing where all was kept or nothing promised. */
export function ClockBadge({ clocks }: { clocks: Run["clocks"] }) {
  const words = useClockWords();
  const open = clocks.filter(({ state }) => state === "counting" || state === "waiting" || state === "missed");
  const [first] = open.toSorted((a, b) => Number(b.late) - Number(a.late) || (a.dueAt ?? "~").localeCompare(b.dueAt ?? "~"));
  if (first === undefined) return null;
  return (
    <span title={first.name} className={cx("inline-flex items-center gap-1 text-xs", first.late ? "font-medium text-act" : "text-faint")}>
      <Timer size={12} aria-hidden="true" className="shrink-0" /> {words(first)}
    </span>
  );
}
