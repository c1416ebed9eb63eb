export { type Cadence, type CadenceException, type CadenceRule, type CadenceUnit, type Occurrence, validateCadence } from "./rule.ts";
export { type CadenceWorld, nextOccurrences } from "./occurrences.ts";
export { type CatchUp, type DueOccurrences, dueOccurrences } from "./due.ts";
export { type RuleParts, describeRule, pinned } from "./describe.ts";
export { type IsWorkingDay } from "./days.ts";
