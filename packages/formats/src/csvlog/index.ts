export { readCsvLog } from "./read.ts";
export { writeCsvLog } from "./write.ts";
