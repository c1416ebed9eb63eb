export { dueKind, fire } from "./commands.ts";
export { cadenceRoutes } from "./routes.ts";
