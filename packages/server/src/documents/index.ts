export { dueKind, keepText } from "./commands/text.ts";
export { documentRoutes } from "./routes.ts";
