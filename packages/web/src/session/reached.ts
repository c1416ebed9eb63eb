import type { Problem } from "../api/index.ts";
import { notify } from "../ui/index.ts";

/** A milestone that waits for open tasks is finished only by somebody who was told. True: it was asked. */
export function askIfReached(problem: Problem, label: string, run: () => void): boolean {
  if (problem.code !== "waits_for_open") return false;
  notify({ tone: "problem", title: problem.title, about: problem.next, act: { label, run } });
  return true;
}
