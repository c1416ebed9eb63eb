export { type ChosenColumns, signatureOf, type TableOptions } from "./columns.ts";
export { readCsv, readWork } from "./read.ts";
export { readTable, type Row } from "./table.ts";
export { writeCsv } from "./write.ts";
