export { daysOf, type Day, type DaysInput } from "./days.ts";
export { measureEffort, type StepDone, type StepEffort } from "./effort.ts";
export {
  ledgerOf,
  type Ledger,
  type LedgerInput,
  type LoadItem,
  type PlannedWork,
  type RecurringWork,
  type Somebody,
  type Week,
  workIn,
} from "./ledger.ts";
