export { auditsRoutes } from "./routes.ts";
