export { type ImportInput, importDue, importFile, sweepImport } from "./commands/import.ts";
export { type Import } from "./present.ts";
export { importRoutes } from "./routes.ts";
export { chosenColumns, firstOwner, roleOf } from "./store/import.ts";
export { readFile, readLimits } from "./reading/read.ts";
export { type Upload, uploadLimit, anyUploadOf, uploadOf } from "./reading/upload.ts";
