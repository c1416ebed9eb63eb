export { readCsv, readWorkTable, workHeader } from "./read.ts";
export { readTable, type Row } from "./table.ts";
export { writeCsv } from "./write.ts";
