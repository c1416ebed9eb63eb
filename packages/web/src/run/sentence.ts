import type { Step } from "@rondo/core/process";
import type { useFinding } from "../messages/index.ts";
import type { ItemOf } from "../session/index.ts";
import type { runTexts } from "./en.ts";
import { branchesIn } from "./steps.ts";

type Told = ItemOf<"GET /runs/:r/events">;
type Event = Pick<Told, "name" | "actor" | "stepId" | "data"> & Partial<Pick<Told, "named">>;
type Key = keyof typeof runTexts.texts;

const keys: Readonly<Record<string, Key>> = {
  "run.started": "hRunStarted",
  "step.activated": "hStepActivated",
  "step.completed": "hStepCompleted",
  "step.skipped": "hStepSkipped",
  "step.withdrawn": "hStepWithdrawn",
  "step.reassigned": "hStepReassigned",
  "step.given": "hStepGiven",
  "due.moved": "hDueMoved",
  "point.checked": "hPointChecked",
  "point.unchecked": "hPointUnchecked",
  "approval.approved": "hApproved",
  "approval.rejected": "hRejected",
  "question.asked": "hAsked",
  "question.answered": "hAnswered",
  "question.withdrawn": "hQuestionWithdrawn",
  "project.requested": "hProjectRequested",
  "project.finished": "hProjectFinished",
  "branch.taken": "hBranchTaken",
  "block.opened": "hBlockOpened",
  "block.passed": "hBlockPassed",
  "block.withdrawn": "hBlockWithdrawn",
  "round.started": "hRound",
  "item.added": "hItemAdded",
  "items.closed": "hItemsClosed",
  "race.decided": "hRaceDecided",
  "handler.started": "hHandlerStarted",
  "turn.awaited": "hTurnAwaited",
  "wait.started": "hWaitStarted",
  "wait.ended": "hWaitEnded",
  "message.kept": "hMessageKept",
  "message.heard": "hMessageHeard",
  "told.refused": "hToldRefused",
  "message.taken": "hMessageTaken",
  "data.set": "hDataSet",
  "action.started": "hActionStarted",
  "action.done": "hActionDone",
  "action.failed": "hActionFailed",
  "error.raised": "hErrorRaised",
  "escalation.raised": "hEscalated",
  "run.held": "hHeld",
  "run.released": "hReleased",
  "step.held": "hStepHeld",
  "step.released": "hStepReleased",
  "run.moved": "hMoved",
  "run.returned": "hReturned",
  "incident.raised": "hIncident",
  "incident.resolved": "hIncidentResolved",
  "incident.skipped": "hIncidentSkipped",
  "role.filled": "hRoleFilled",
  "data.derived": "hDerived",
  "clock.started": "hClockStarted",
  "clock.paused": "hClockPaused",
  "clock.resumed": "hClockResumed",
  "clock.reached": "hClockReached",
  "clock.stopped": "hClockStopped",
  "extra.added": "hExtraAdded",
  "extra.completed": "hExtraCompleted",
  "extra.skipped": "hExtraSkipped",
  "extra.reassigned": "hExtraReassigned",
  "run.completed": "hRunCompleted",
  "run.rejected": "hRunRejected",
  "run.cancelled": "hRunCancelled",
};

/** What follows by itself from what somebody did: told more quietly, and not as theirs. */
export function isConsequence({ name, data }: Pick<Event, "name" | "data">): boolean {
  return consequences.has(name) && !(name === "run.returned" && "reason" in data);
}

const consequences = new Set([
  "step.activated",
  "step.given",
  "due.moved",
  "data.derived",
  "clock.started",
  "clock.paused",
  "clock.resumed",
  "clock.reached",
  "clock.stopped",
  "step.withdrawn",
  "question.withdrawn",
  "project.requested",
  "branch.taken",
  "block.opened",
  "block.passed",
  "block.withdrawn",
  "round.started",
  "race.decided",
  "handler.started",
  "turn.awaited",
  "wait.started",
  "wait.ended",
  "message.taken",
  "told.refused",
  "data.set",
  "action.started",
  "action.done",
  "action.failed",
  "error.raised",
  "escalation.raised",
  "run.returned",
  "incident.raised",
  "run.completed",
  "run.rejected",
]);

/** Tokens reaching a join are bookkeeping; nobody asks for them. */
export function isTold(name: string): boolean {
  return !untold.has(name);
}

const untold = new Set(["branch.finished", "block.closed", "way.ended", "seat.opened"]);

/** The message of an event with its values, and the words somebody wrote with it (a reason, a comment, a question). */
export function sentenceOf(
  event: Event,
  steps: ReadonlyMap<string, Step>,
  names: ReadonlyMap<string, string>,
  nobody: { system: string; former: string },
  /** Titles of the run's tasks: of work that was added, and of steps that its revision does not have. */
  tasks: ReadonlyMap<string, string>,
  finding: ReturnType<typeof useFinding>,
): { key: Key; values: Readonly<Record<string, string>>; words: string | null } {
  const text = (key: string) => (typeof event.data[key] === "string" && event.data[key] !== "" ? (event.data[key] as string) : null);
  const stepId = event.stepId ?? text("step");
  const step = stepId === null ? undefined : steps.get(stepId);
  const title = tasks.get(text("task") ?? "");
  const person = text("person");
  const personName = person === null ? null : (names.get(person) ?? nobody.former);
  const branch = step
    ? [...branchesIn(step), ...(step.attached ?? [])].find((one) => one.id === (text("branch") ?? text("handler")))?.label
    : undefined;
  const key =
    event.name === "run.returned" && text("reason") !== null
      ? "hJumped"
      : event.name === "step.activated" && personName !== null
        ? "hStepActivatedFor"
        : (keys[event.name] ?? "hOther");
  return {
    key,
    values: {
      who: event.actor?.name ?? nobody.system,
      step: event.named?.step ?? step?.title ?? title ?? stepId ?? "",
      person: personName ?? "",
      branch: event.named?.branch ?? branch ?? "",
      name: event.name,
      from: String(event.data["from"] ?? ""),
      to: String(event.data["to"] ?? ""),
      text: text("name") ?? text("title") ?? title ?? "",
      item: event.named?.item ?? (step?.kind === "task" ? step.checklist.find(({ id }) => id === text("item"))?.title : undefined) ?? "",
    },
    words:
      text("reason") ??
      text("comment") ??
      text("text") ??
      (["incident.raised", "action.failed", "told.refused"].includes(event.name) && text("message") !== null
        ? finding(event.data as Parameters<typeof finding>[0])
        : null),
  };
}
