export { type PlanHooks, checkedPlanning, exchangeLinks, mustHaveNoLoop, openPlan, planHomes } from "./commands.ts";
export { planDraft, readColumns, readPlan } from "./queries.ts";
export { planRoutes } from "./routes.ts";
export { type Computed, type OpenWork, computable, computedOtherwise, openWork, recompute, scheduleNow } from "./schedule.ts";
export {
  type BoardRow,
  type LinkRow,
  type PlanHead,
  boardRows,
  countEvents,
  entriesOf,
  insertLinks,
  linksOf,
  lockPlan,
  moveColumn,
  planHead,
  saveEntries,
} from "./store.ts";
export { wallText } from "./wall.ts";
