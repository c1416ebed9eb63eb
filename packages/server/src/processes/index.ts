export { locked, makeProcess, processEvent, show } from "./commands.ts";
export { type Process } from "./present.ts";
export { processRoutes } from "./routes.ts";
export { type ProcessRow, findProcess, findSource, updateProcess } from "./store.ts";
