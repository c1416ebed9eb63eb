export { lookAround, lookOut } from "./commands.ts";
export { adviceRoutes } from "./routes.ts";
