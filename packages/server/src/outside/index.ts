export { mayShow } from "./policy.ts";
export { outsideRoutes } from "./routes.ts";
