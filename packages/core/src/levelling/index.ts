export { checkStarts } from "./check.ts";
export { level, type Levelled, type Limits } from "./level.ts";
export { impossibleTasks, type Problem } from "./problem.ts";
export { levelPlan, type LevelledPlan, type PlanLimits } from "./plan/level-plan.ts";
export { type Assigned, type Move } from "./plan/moves.ts";
export { type Reason, type ReasonCode } from "./plan/reasons.ts";
export { type Person, type Placeholder, type Staffing, type Taken } from "./plan/staffing.ts";
