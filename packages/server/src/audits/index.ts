export { minedOf } from "./queries/index.ts";
export { auditsRoutes } from "./routes.ts";
