export { type ImportInput, importDue, importFile, sweepImport } from "./commands.ts";
export { importRoutes } from "./routes.ts";
