import type { Graph } from "@rondo/core/process";
import { type Circumstances, type Command, decide, workingTimeOn } from "@rondo/core/run";
import { type Work, refuse } from "../http/index.ts";
import { mustBeThere } from "./linked.ts";
import type { LockedRun } from "./store/run.ts";

export type Decided = ReturnType<typeof decide>;

/** What a command does to a run as it stands, or a refusal. Nothing is written. */
export async function decidedFor(work: Work, run: LockedRun, graph: Graph, command: Command): Promise<Decided> {
  if (run.as_project !== null && stillThere.has(command.type)) refuse("run_is_project");
  if ("answers" in command && command.answers !== undefined) await mustBeThere(work, run.run_id, graph, command.answers);
  return decide(graph, run.state, command, circumstancesOf(work, run));
}

/** What people do to a run that stands still as a project, beside what being on hold keeps them from. */
const stillThere: ReadonlySet<Command["type"]> = new Set(["hold", "release", "cancel", "reassign", "fillRole"]);

export function circumstancesOf(work: Work, run: LockedRun): Circumstances {
  const { calendar, zone } = run.time;
  const { waiting } = run;
  return {
    ...workingTimeOn(calendar, zone),
    now: work.now.getTime(),
    newId: work.newId,
    taskOf:
      waiting === null
        ? undefined
        : (step) => {
            const task = waiting.get(step);
            waiting.delete(step);
            return task;
          },
  };
}
