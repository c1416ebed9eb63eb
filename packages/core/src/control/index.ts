export { costOfTask, costOfWork, type Rate, workOfTask } from "./cost.ts";
export { type CurvePoint, type EarnedValue, type Spent, type ValuedTask, earnedCurve, earnedValue, plannedShare } from "./earned-value.ts";
export { type Health, type HealthReason, healthOf } from "./health.ts";
export { type Interface, interfacesOf } from "./interfaces.ts";
export {
  type Criterion,
  type EntryKind,
  type Outcome,
  type Rhythm,
  cannotSettle,
  exposureOf,
  exposureTrend,
  nextReport,
  outcomes,
  outcomesOf,
  rhythms,
} from "./register.ts";
export { type PlanMoney, type PlanValue, type TaskMoney, type TaskValue, planValue } from "./plan-value.ts";
