export { lookAround } from "./commands.ts";
export { adviceRoutes } from "./routes.ts";
