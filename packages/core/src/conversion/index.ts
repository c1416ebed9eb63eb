export { pairsOf } from "./pairs.ts";
export { planOf } from "./plan-of.ts";
export { type PlannedWork, procedureOf } from "./procedure-of.ts";
