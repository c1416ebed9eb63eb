export { showAtOnce } from "./commands.ts";
export { type Kind, mayShow } from "./policy.ts";
export { outsideRoutes } from "./routes.ts";
