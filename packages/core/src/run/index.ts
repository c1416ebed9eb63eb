export { type Command } from "./command.ts";
export { decide } from "./decide.ts";
export { type Action, type Effect, type FinishedDeliverable, type TaskOutcome } from "./effect.ts";
export { type RunEvent, type RunEventType } from "./event.ts";
export { nextDue } from "./happen.ts";
export { evolve } from "./evolve.ts";
export { extraStep } from "./finish.ts";
export { type AnswerProblem, dataLimit } from "./answers.ts";
export { type FieldsNow, fieldsNow, ruleProblem } from "./fields.ts";
export { type RecordedEvent, eventOf, recordOf } from "./record.ts";
export { type StandingAnswers, answerOn, answersOn } from "./standing.ts";
export { dataAt } from "./tree.ts";
export { kindProblem } from "./kind-problem.ts";
export {
  type Answer,
  type Answers,
  type ClockNow,
  type Held,
  type Question,
  type RunState,
  type RunStatus,
  type Token,
  newRun,
} from "./state.ts";
export { type Circumstances } from "./turn.ts";
export { type WorkingTime, workingTimeOn } from "./working-time.ts";
export { heardBesides, newTrial, passTime, type Standing, standingIn, startTrial, type Trial, tryCommand, tryingOne } from "./trial.ts";
export { type Wish, roleAt, wishFor } from "./who.ts";
export { type Assessment, type Targets, type Transfer, type TransferPoint, assessTransfer, restore, transfer } from "./transfer/index.ts";
