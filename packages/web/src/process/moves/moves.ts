import type { Answer } from "../../api/index.ts";

export type RunToMove = Answer<"POST /processes/:p/move-previews">["runs"][number];
export type Point = RunToMove["points"][number];
export type Verdict = RunToMove["verdict"];
export type Choice = "move" | "stay" | "finish";

/** Step of an older revision, by its number and id, and where it goes on; null: behind what is around it. */
export type Targets = Readonly<Record<string, string | null>>;

/** What was chosen; a run that nobody chose for is moved where it is clean, and stays otherwise. */
export type Choices = ReadonlyMap<string, Choice>;

export function choiceOf(run: RunToMove, choices: Choices): Choice {
  return choices.get(run.id) ?? (run.finishes ? "finish" : run.verdict === "clean" ? "move" : "stay");
}

export const verdicts: readonly Verdict[] = ["decide", "clean", "past"];

/** The steps that need to be told where they go on, with how many runs stand there. */
export function openSteps(runs: readonly RunToMove[]): { step: string; title: string; to: string | null; runs: number }[] {
  const found = new Map<string, { step: string; title: string; to: string | null; runs: number }>();
  for (const run of runs)
    for (const { code, step, title, to } of run.points) {
      if (step === null || (code !== "gone" && code !== "alike")) continue;
      const known = found.get(step);
      found.set(step, known ? { ...known, runs: known.runs + 1 } : { step, title, to, runs: 1 });
    }
  return [...found.values()];
}

export function bodyOf(
  runs: readonly RunToMove[],
  choices: Choices,
  targets: Targets,
): { runs: { id: string }[]; finish: string[]; targets: Record<string, string | null> } {
  const chosen = (choice: Choice) => runs.filter((run) => choiceOf(run, choices) === choice);
  return {
    runs: chosen("move").map(({ id }) => ({ id })),
    finish: chosen("finish")
      .filter((run) => !run.finishes)
      .map(({ id }) => id),
    targets: { ...targets },
  };
}
