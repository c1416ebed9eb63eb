export { readCsvLog } from "./read.ts";
