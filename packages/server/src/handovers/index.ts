export { offerReached } from "./commands.ts";
export { handoverRoutes } from "./routes.ts";
