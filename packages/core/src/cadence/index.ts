export { type Cadence, type CadenceRule, type CadenceUnit, type Occurrence, validateCadence } from "./rule.ts";
export { type CadenceWorld, nextOccurrences } from "./occurrences.ts";
export { type CatchUp, type DueOccurrences, dueOccurrences } from "./due.ts";
export { type RuleParts, describeRule } from "./describe.ts";
export { type IsWorkingDay } from "./days.ts";
