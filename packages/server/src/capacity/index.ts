export { ledgerNow, ledgersOf, mondayOf, projectShares } from "./queries.ts";
export { capacityRoutes } from "./routes.ts";
export { ownHours, plannedWork, rolesOf } from "./store.ts";
