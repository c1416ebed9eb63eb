import { type Work, refuse } from "../../http/index.ts";
import { membersAmong, taskEvent } from "../../tasks/index.ts";
import { mustBeTeams } from "../../teams/index.ts";
import { graphOf } from "../graph.ts";
import { type FillingRow, lockAhead, lockRun, saveFillings } from "../store/run.ts";
import { ownerOfStep } from "../store/step.ts";
import { apply } from "./run.ts";
import { assign } from "./task.ts";

/**
 * Whoever has an open step gives it up, and it falls to somebody else; the run records it. A step that fell to them
 * because nobody fills its role is none that the run gave them: there the task itself says it. Nothing to do in a run
 * that ended meanwhile.
 */
export async function giveUpStep(work: Work, { runId, taskId }: { runId: string; taskId: string }): Promise<void> {
  const run = await lockRun(work.tx, runId);
  const token = run?.state.tokens.find((one) => one.task === taskId);
  if (run?.state.extra?.some(({ task }) => task === taskId) === true)
    return void (await apply(work, run, await graphOf(work, run.process_id, run.revision), {
      type: "reassign",
      by: work.actorId,
      task: taskId,
      person: null,
    }));
  if (run === undefined || token === undefined || run.state.status !== "open") return;
  const graph = await graphOf(work, run.process_id, run.revision);
  if (token.person !== undefined)
    return void (await apply(work, run, graph, { type: "reassign", by: work.actorId, task: taskId, person: null }));
  const { title, version, ownerId } = (await assign(work, run, graph, { type: "assignTask", task: taskId, step: token.node, person: null }))
    .given;
  await work.append(
    taskEvent("task.assigned", { task_id: taskId, run_id: runId, project_id: null }, version, { title, ownerId, changed: ["ownerId"] }),
  );
}

/** Of two who give or take one step at once, the second learns who has it: where they say whose they saw it was. */
export async function mustStillHave(
  tx: Work["tx"],
  runId: string,
  taskId: string,
  { from, personId }: { readonly from?: string | null | undefined; readonly personId: string },
): Promise<void> {
  if (from === undefined) return;
  await lockAhead(tx, [runId]);
  const owner = await ownerOfStep(tx, taskId);
  if (owner === from || owner === personId) return;
  refuse("step_taken", { who: (owner === null ? undefined : (await membersAmong(tx, [owner]))[0]?.name) ?? "–" });
}

/** Another person or team in a role of a run, from now on: what is open moves with it, what is done stays. */
export async function fillRunRole(work: Work, runId: string, { role, personId, teamId }: FillingRow): Promise<void> {
  const run = await lockRun(work.tx, runId);
  if (run === undefined) refuse("run_not_found");
  await mustBeTeams(work.tx, teamId === null ? [] : [teamId]);
  const graph = await graphOf(work, run.process_id, run.revision);
  const fillings = run.fillings.map((one) => (one.role === role ? { role, personId, teamId } : one));
  await saveFillings(work.tx, runId, fillings);
  await apply(work, { ...run, fillings }, graph, { type: "fillRole", by: work.actorId, role, person: personId, team: teamId });
}
