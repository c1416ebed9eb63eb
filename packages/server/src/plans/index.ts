export { type PlanHooks, checkedPlanning, exchangeLinks, moveInside, mustHaveNoLoop, openPlan, planHomes } from "./commands.ts";
export { hoursChanged, peopleChanged } from "./commands/following.ts";
export { planDraft, readColumns, readPlan } from "./queries.ts";
export { placeTask } from "./place.ts";
export { planRoutes } from "./routes.ts";
export {
  type Computed,
  type OpenWork,
  computable,
  computedOtherwise,
  hoursFollowed,
  openWork,
  recompute,
  scheduleNow,
} from "./schedule.ts";
export {
  type BoardRow,
  type EntryRow,
  type LinkRow,
  type PlanHead,
  boardRows,
  countEvents,
  dropEntries,
  entriesOf,
  insertLinks,
  linksOf,
  lockPlan,
  moveColumn,
  planHead,
  saveEntries,
} from "./store.ts";
export { wallText } from "./wall.ts";
