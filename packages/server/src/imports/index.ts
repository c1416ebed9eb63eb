export { type ImportInput, importDue, importFile, sweepImport } from "./commands.ts";
export { type Import } from "./present.ts";
export { importRoutes } from "./routes.ts";
export { firstOwner, roleOf } from "./store.ts";
export { uploadLimit } from "./reading/upload.ts";
