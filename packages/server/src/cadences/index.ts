export { dueKind, fire, planAgain } from "./commands.ts";
export { cadenceRoutes } from "./routes.ts";
