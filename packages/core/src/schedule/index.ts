export { type Dates, emptyDates } from "./dates.ts";
export { forwardPass } from "./forward.ts";
export { type Loop } from "./loop.ts";
export {
  constraintType,
  driver,
  linkType,
  never,
  nodeKind,
  type ConstraintName,
  type CrewMember,
  type LinkPolicyName,
  type LinkTypeName,
  type Links,
  type Network,
} from "./network.ts";
export { LiveSchedule } from "./live.ts";
export { adjacency, topologicalOrder, type Adjacency } from "./order.ts";
export { finishOf, needsBackward, place, schedule, type Schedule } from "./schedule.ts";
export { type Slack } from "./slack.ts";
export { scheduleTimeLags, type TimeLagNetwork, type TimeLagSchedule } from "./time-lags.ts";
export { standingOf } from "./standing.ts";
