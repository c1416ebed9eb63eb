export { dueKind, offerReached, passAcceptBy } from "./commands.ts";
export { handoversToCopy, insertHandover } from "./store.ts";
export { handoverRoutes } from "./routes.ts";
