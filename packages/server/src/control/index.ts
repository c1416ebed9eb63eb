export { mustBePassed, reportDue, reportInTime } from "./commands.ts";
export { costing, costsOf } from "./queries/costs.ts";
export { budgetsOf, entriesOf, insertEntry, insertRating, putBudgetRow } from "./store.ts";
export { controlRoutes } from "./routes.ts";
