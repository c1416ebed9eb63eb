export { ledgerNow, projectShares } from "./queries.ts";
export { capacityRoutes } from "./routes.ts";
export { plannedWork, skillsOf } from "./store.ts";
