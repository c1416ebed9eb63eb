export { endAsProject } from "./commands/undo.ts";
export { conversionRoutes } from "./routes.ts";
