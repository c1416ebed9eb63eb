export { looksLikeCsvLog } from "./columns.ts";
export { readCsvLog } from "./read.ts";
export { writeCsvLog } from "./write.ts";
