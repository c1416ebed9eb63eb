export { type PlanHooks, openPlan, planHomes } from "./commands.ts";
export { planDraft, readColumns, readPlan } from "./queries.ts";
export { planRoutes } from "./routes.ts";
export { type OpenWork, computable, recompute, scheduleNow } from "./schedule.ts";
export { type LinkRow, type PlanHead, countEvents, entriesOf, insertLinks, linksOf, lockPlan, moveColumn, saveEntries } from "./store.ts";
export { wallText } from "./wall.ts";
