export { dueKind, offerReached, passAcceptBy } from "./commands.ts";
export { handoverRoutes } from "./routes.ts";
