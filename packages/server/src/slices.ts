import { Refusal } from "@rondo/core/kernel";
import { adviceRoutes, lookOut } from "./advice/index.ts";
import { alternativeRoutes } from "./alternatives/index.ts";
import { attachmentRoutes } from "./attachments/index.ts";
import { auditRoutes } from "./audit/index.ts";
import { auditsRoutes } from "./audits/index.ts";
import { baselineRoutes } from "./baselines/index.ts";
import { bundleDue, bundleRoutes, refreshBundle } from "./bundles/index.ts";
import { cadenceRoutes, dueKind as cadenceDue, fire as fireCadence, planAgain } from "./cadences/index.ts";
import { calendarRoutes, projectsOn } from "./calendars/index.ts";
import { capacityRoutes } from "./capacity/index.ts";
import { changeOrdered } from "./changes/index.ts";
import { commentRoutes } from "./comments/index.ts";
import { controlRoutes, mustBePassed, reportDue, reportInTime } from "./control/index.ts";
import { conversionRoutes, endAsProject } from "./conversions/index.ts";
import { askForReview, confirmationRoutes } from "./confirmations/index.ts";
import type { Tx } from "./database/index.ts";
import { documentRoutes, dueKind as documentDue, tellNamed } from "./documents/index.ts";
import { exportRoutes } from "./export/index.ts";
import { fieldRoutes } from "./fields/index.ts";
import { forecastRoutes } from "./forecasts/index.ts";
import { type Route, workOn } from "./http/index.ts";
import { importDue, importRoutes, sweepImport } from "./imports/index.ts";
import { installationRoutes } from "./installation/index.ts";
import { intakeRoutes } from "./intake/index.ts";
import { invitationRoutes } from "./invitations/index.ts";
import { keyRoutes } from "./keys/index.ts";
import { levellingRoutes } from "./levellings/index.ts";
import { logRoutes } from "./logs/index.ts";
import { measureRoutes } from "./measures/index.ts";
import { memberRoutes } from "./members/index.ts";
import { ratingRoutes } from "./ratings/index.ts";
import { processRoutes, reviewDue } from "./processes/index.ts";
import { dueKind as handoverDue, handoverRoutes, offerReached, passAcceptBy } from "./handovers/index.ts";
import { moveRoutes } from "./moves/index.ts";
import { placementRoutes } from "./placements/index.ts";
import { decisionRoutes } from "./decisions/index.ts";
import { digestDue, noticeRoutes, tell, soonDue, tellDigest, tellSoon, tellDue } from "./notices/index.ts";
import { relationRoutes } from "./relations/index.ts";
import { outsideRoutes } from "./outside/index.ts";
import { type PlanHooks, hoursChanged, lockPlan, peopleChanged, planHomes, planRoutes, recompute } from "./plans/index.ts";
import { lookoutDue, type ProjectHooks, projectRoutes } from "./projects/index.ts";
import {
  actionDue,
  callsDue,
  advance,
  answerStep,
  dueKind as runDue,
  giveStep,
  giveUpStep,
  lockAhead,
  runRoutes,
  takeCall,
  takeCalls,
  tick,
} from "./runs/index.ts";
import { searchRoutes } from "./search/index.ts";
import { settingsRoutes } from "./settings/index.ts";
import { submissionRoutes } from "./submissions/index.ts";
import type { Sweeper } from "./sweep/index.ts";
import type { Ordered, System } from "./system.ts";
import { type TaskHomes, taskRoutes } from "./tasks/index.ts";
import { templateRoutes } from "./templates/index.ts";
import { teamRoutes } from "./teams/index.ts";
import { timeRoutes } from "./time/index.ts";
import { viewRoutes } from "./views/index.ts";
import { type CalendarChanged, workspaceRoutes } from "./workspaces/index.ts";
import { sampleRoutes } from "./worlds/index.ts";

/** What a step of a run changes. */
export function changeFor(system: System, tx: Tx, order: Ordered): Promise<void> {
  return changeOrdered(system, tx, order, { ...taskHomes(), giveStep, onCompleted: tellRun });
}

function taskHomes(): TaskHomes {
  return { answerStep, ...planHomes({ onReached: reached }) };
}

/** Every slice of the server, put together: what one needs of another goes through these hands, so that none imports in a circle. */
export function sliceRoutes(): Route[] {
  const homes = taskHomes();
  return [
    ...installationRoutes,
    ...taskRoutes(homes),
    ...commentRoutes,
    ...attachmentRoutes,
    ...documentRoutes,
    ...processRoutes,
    ...submissionRoutes,
    ...placementRoutes,
    ...confirmationRoutes,
    ...runRoutes,
    ...moveRoutes,
    ...conversionRoutes,
    ...measureRoutes,
    ...logRoutes,
    ...ratingRoutes,
    ...cadenceRoutes,
    ...intakeRoutes,
    ...projectRoutes({ onCompleted: tellRun }),
    ...planRoutes,
    ...baselineRoutes,
    ...alternativeRoutes,
    ...levellingRoutes,
    ...forecastRoutes,
    ...capacityRoutes(hoursChanged),
    ...controlRoutes,
    ...templateRoutes,
    ...bundleRoutes,
    ...handoverRoutes,
    ...noticeRoutes,
    ...decisionRoutes,
    ...importRoutes,
    ...workspaceRoutes(calendarChanged),
    ...memberRoutes({ releaseStep: giveUpStep, peopleChanged }),
    ...invitationRoutes,
    ...teamRoutes,
    ...keyRoutes,
    ...calendarRoutes(calendarChanged),
    ...auditRoutes,
    ...auditsRoutes,
    ...adviceRoutes,
    ...settingsRoutes,
    ...searchRoutes,
    ...exportRoutes,
    ...viewRoutes({ ...homes, giveStep }),
    ...fieldRoutes,
    ...timeRoutes,
    ...outsideRoutes,
    ...relationRoutes,
    ...sampleRoutes,
  ];
}

/** A milestone is reached when its gates let it be; what was planned at it is offered then. */
const reached: PlanHooks["onReached"] = async (work, projectId, taskId) => {
  await mustBePassed(work.tx, taskId);
  await offerReached(work, projectId, taskId);
};

/** Every open plan that works by the calendar, and then every cadence, one after the other in a fixed order: two such changes at once wait for each other. */
const calendarChanged: CalendarChanged = async (work, calendarId) => {
  for (const projectId of await projectsOn(work.tx, calendarId)) {
    const head = await lockPlan(work.tx, projectId);
    if (head !== undefined && !head.ended) await recompute(work.tx, head);
  }
  await planAgain(work, calendarId);
};

/** The run that opened the project goes on. One that did not wait, or has gone on or ended meanwhile, keeps nobody from closing it. */
const tellRun: ProjectHooks["onCompleted"] = async (work, { id, name, openedBy, note }) => {
  await endAsProject(work, { id, name });
  if (openedBy === null) return;
  try {
    await advance(work, openedBy.runId, {
      type: "projectFinished",
      by: work.actorId,
      task: openedBy.taskId,
      outcome: note === "" ? null : note,
    });
  } catch (error) {
    if (!(error instanceof Refusal) || (error.code !== "run_ended" && error.code !== "step_not_open")) throw error;
  }
};

/** What happens by itself when its moment comes. */
export function registerDueMoments(sweeper: Sweeper, system: System): void {
  sweeper.registerDue(cadenceDue, (tx, context, cadenceId) =>
    fireCadence({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, cadenceId),
  );
  sweeper.registerDue(handoverDue, (tx, context, handoverId) =>
    passAcceptBy({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, handoverId),
  );
  sweeper.registerDue(
    runDue,
    (tx, context, runId) => tick({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, runId),
    lockAhead,
  );
  sweeper.registerDue(documentDue, (tx, context, documentId) => tellNamed(workOn(system, tx, context.workspaceId, null), documentId));
  sweeper.registerDue(tellDue, (tx, context, personId) => tell(system, tx, context, personId));
  sweeper.registerDue(soonDue, tellSoon);
  sweeper.registerDue(digestDue, (tx, context, personId) => tellDigest(system, tx, context, personId));
  sweeper.registerDue(actionDue, (tx, context, actionId) =>
    takeCall({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, actionId),
  );
  sweeper.registerDue(
    callsDue,
    (tx, context, runId) => takeCalls({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, runId),
    lockAhead,
  );
  sweeper.registerDue(lookoutDue, (tx, context, subjectId) =>
    lookOut({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, context, subjectId),
  );
  sweeper.registerDue(bundleDue, (tx, context, taskId) =>
    refreshBundle({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, taskId),
  );
  sweeper.registerDue(reportDue, (tx, context, projectId) =>
    reportInTime({ ...workOn(system, tx, context.workspaceId, null), now: context.now }, projectId),
  );
  sweeper.registerDue(reviewDue, (tx, context, processId) => askForReview(workOn(system, tx, context.workspaceId, null), processId));
  sweeper.registerDue(importDue, (tx, _context, importId) => sweepImport({ tx }, importId));
}
