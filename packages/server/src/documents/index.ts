export { dueKind, tellNamed } from "./commands/text.ts";
export { documentRoutes } from "./routes.ts";
