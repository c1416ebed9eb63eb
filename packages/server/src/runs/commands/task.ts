import type { Choice } from "@rondo/core/assignment";
import type { Graph, Step } from "@rondo/core/process";
import { type Command, type Effect, roleAt } from "@rondo/core/run";
import type { Work } from "../../http/index.ts";
import { taskEvent, updateTask } from "../../tasks/index.ts";
import { told, whoFor } from "../fall.ts";
import { openLink } from "../link.ts";
import { type AdoptedTask, adoptTask } from "../store/adopted.ts";
import type { LockedRun } from "../store/run.ts";
import { openStepTask, ownerOfStep } from "../store/step.ts";

/** A task of a step for whoever it falls to; the run is told where there is a reason to tell. */
export async function open(work: Work, run: LockedRun, graph: Graph, effect: Extract<Effect, { type: "openTask" }>): Promise<Command[]> {
  const { tx } = work;
  const given = await whoFor(work, run, graph, { task: effect.task, step: effect.step, role: effect.role, person: effect.person });
  const step = graph.steps.get(effect.step) as Step;
  const opened = {
    id: effect.task,
    runId: run.run_id,
    stepId: effect.step,
    kind: effect.kind,
    title: effect.title,
    notes: step.instructions,
    dueAt: effect.due === null ? null : new Date(effect.due).toISOString(),
    by: work.actorId,
  };
  const adopted = run.waiting === null ? undefined : await adoptTask(tx, given, opened);
  if (adopted !== undefined) return adopt(work, run, effect, given, adopted);
  await openStepTask(tx, given, opened);
  await openLink(work, run, step, effect);
  return told(effect.task, given);
}

/** A task that came from a project: the run is told whose it is, and that it is done where it was done there. */
async function adopt(
  work: Work,
  run: LockedRun,
  { task, step, title }: Extract<Effect, { type: "openTask" }>,
  given: Choice,
  one: AdoptedTask,
): Promise<Command[]> {
  await work.append(
    taskEvent("task.converted", { task_id: task, run_id: run.run_id, project_id: null }, one.version, {
      title,
      runId: run.run_id,
      stepId: step,
      ownerId: one.ownerId,
    }),
  );
  if (one.completed) return [{ type: "answer", by: one.completedBy, task, answers: {}, checked: one.ticked }];
  return one.ownerId === given.person ? told(task, given) : [{ type: "reassign", by: work.actorId, task, person: one.ownerId }];
}

/** Given to somebody; or given up by who had it, and then it falls to whoever its role falls to without them. */
export async function assign(
  work: Work,
  run: LockedRun,
  graph: Graph,
  effect: Extract<Effect, { type: "assignTask" }>,
): Promise<{ given: { title: string; version: number; ownerId: string | null }; next: Command[] }> {
  const step = graph.steps.get(effect.step) as Step;
  const token = run.state.tokens.find((one) => one.task === effect.task);
  if (effect.from !== undefined && (await ownerOfStep(work.tx, effect.task)) !== effect.from)
    return { given: { title: step.title, version: 0, ownerId: null }, next: [] };
  const chosen: Choice | null =
    effect.person !== null && effect.role === undefined
      ? null
      : await whoFor(work, run, graph, {
          task: effect.task,
          step: effect.step,
          role: effect.role ?? (token === undefined ? null : roleAt(step, token)),
          person: effect.person,
          ...(effect.role === undefined && { without: await ownerOfStep(work.tx, effect.task) }),
        });
  const version = await updateTask(work.tx, effect.task, {
    owner_id: chosen === null ? effect.person : chosen.person,
    ...(chosen !== null && { team_id: chosen.team }),
  });
  return {
    given: { title: step.title, version, ownerId: chosen === null ? effect.person : chosen.person },
    next: chosen === null ? [] : told(effect.task, chosen),
  };
}
