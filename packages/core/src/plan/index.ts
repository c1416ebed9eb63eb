export { ownCalendarOf, withCalendarNames } from "./calendar-names.ts";
export { checkLink, type LinkProblem } from "./check.ts";
export { explain, type Explanation, type Reason } from "./explain.ts";
export { closedUp, type OwnHours, People } from "./own-hours.ts";
export { movesThatHold, type Place } from "./moving-inside.ts";
export { type DrivenBy, type Plan, type PlanEntry, type PlanLink, type PlanTask } from "./plan.ts";
export { type PlanChange, PlanPreview } from "./preview.ts";
export { isPlacedAnew, withFacts } from "./placing.ts";
export { followed, type Sized, type TaskType, unitsOf, withWork, workOf } from "./task-type.ts";
export { type PlacedPlan, placePlan, schedulePlan, type ScheduledPlan } from "./schedule.ts";
export {
  type Assignment,
  asksFor,
  filled,
  passedOn,
  type Placeholder,
  roleKey,
  saidOfStaff,
  type Staff,
  staffOf,
  withoutGone,
  vacated,
  withPlace,
} from "./staff.ts";
