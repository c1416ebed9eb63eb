export { alternativeRoutes } from "./routes.ts";
