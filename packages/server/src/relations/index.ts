export { relationRoutes } from "./routes.ts";
