import { cadenceRoutes, dueKind as cadenceDue, fire as fireCadence } from "./cadences/index.ts";
import { type Route, workOn } from "./http/index.ts";
import { installationRoutes } from "./installation/index.ts";
import { intakeRoutes } from "./intake/index.ts";
import { processRoutes } from "./processes/index.ts";
import { Refusal } from "@rondo/core/kernel";
import { handoverRoutes, offerReached } from "./handovers/index.ts";
import { noticeRoutes } from "./notices/index.ts";
import { planHomes, planRoutes } from "./plans/index.ts";
import { type ProjectHooks, projectRoutes } from "./projects/index.ts";
import { advance, answerStep, runRoutes } from "./runs/index.ts";
import type { Sweeper } from "./sweep/index.ts";
import type { System } from "./system.ts";
import { type TaskHomes, taskRoutes } from "./tasks/index.ts";

/** Every slice of the server, put together: what one needs of another goes through these hands, so that none imports in a circle. */
export function sliceRoutes(): Route[] {
  const homes: TaskHomes = {
    answerStep,
    ...planHomes({ onReached: offerReached }),
  };
  return [...installationRoutes, ...taskRoutes(homes), ...processRoutes, ...runRoutes, ...cadenceRoutes, ...intakeRoutes,
    ...projectRoutes({ onCompleted: tellRun }), ...planRoutes, ...handoverRoutes, ...noticeRoutes];
}

/** The run that opened the project goes on. One that did not wait, or has gone on or ended meanwhile, keeps nobody from closing it. */
const tellRun: ProjectHooks["onCompleted"] = async (work, { openedBy, note }) => {
  if (openedBy === null) return;
  try {
    await advance(work, openedBy.runId, { type: "projectFinished", by: work.actorId, task: openedBy.taskId, outcome: note === "" ? null : note });
  } catch (error) {
    if (!(error instanceof Refusal) || (error.code !== "run_ended" && error.code !== "step_not_open")) throw error;
  }
};

/** What happens by itself when its moment comes. */
export function registerDueMoments(sweeper: Sweeper, system: System): void {
  sweeper.registerDue(cadenceDue, (tx, context, cadenceId) => fireCadence({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, cadenceId));
}
