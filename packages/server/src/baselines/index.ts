export { baselineRoutes } from "./routes.ts";
