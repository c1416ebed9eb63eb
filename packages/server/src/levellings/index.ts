export { levellingRoutes } from "./routes.ts";
