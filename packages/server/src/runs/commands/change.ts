import { Refusal, type Told, words } from "@rondo/core/kernel";
import type { Graph } from "@rondo/core/process";
import type { Action } from "@rondo/core/run";
import { apart } from "../../database/index.ts";
import { type Work, saidOf } from "../../http/index.ts";
import { thingToChange } from "../store/change.ts";
import type { LockedRun } from "../store/run.ts";

type Failure = { readonly code: string } & Told;

/**
 * Changes a task or project, in the run's own transaction, as whoever published the revision could; what the run made
 * itself, as whoever has it. Answers what keeps it from that.
 */
export async function changeThing(
  work: Work,
  run: LockedRun,
  graph: Graph,
  stepId: string,
  { what, id, made, set }: Extract<Action, { do: "change" }>,
): Promise<Failure | null> {
  const step = graph.steps.get(stepId)?.title ?? stepId;
  const failing = (code: string, why: Told): Failure => ({ code, ...why });
  const thing = await thingToChange(work.tx, { what, id, made, processId: run.process_id, revision: run.revision });
  if (thing === undefined)
    return failing(
      `${what}_not_found`,
      what === "task"
        ? words`The task that "${step}" is to change is not here any more.`
        : words`The project that "${step}" is to change is not here any more.`,
    );
  const { thing_id: thingId, person_id: personId, role } = thing;
  if (personId === null || role === null)
    return failing(
      "nobody",
      words`"${step}" changed nothing: whoever published revision ${run.revision}, for whom it does that, is not a member any more. Publish the process again and move the run there, or change it by hand and skip this.`,
    );
  const changed = await apart(work.tx, () =>
    work.system.change(work.tx, {
      what,
      set,
      id: thingId,
      workspaceId: work.workspaceId,
      actorId: work.actorId,
      as: { personId, role },
      by: { runId: run.run_id, stepId, step },
      now: work.now,
    }),
  );
  if (!(changed instanceof Refusal)) return null;
  const { title, next: advice } = saidOf(changed);
  const isForbidden = changed.code === "forbidden" || changed.code.endsWith("_not_found");
  return failing(
    changed.code,
    isForbidden && thing.person_name !== null
      ? words`"${step}" changed nothing. ${title}. It does that for ${thing.person_name}. ${advice}`
      : words`"${step}" changed nothing. ${title}. ${advice}`,
  );
}
