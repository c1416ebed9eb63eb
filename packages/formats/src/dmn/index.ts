export { looksLikeDmn, readDmn } from "./read.ts";
export { tablesOf } from "./tables.ts";
export { writeDmn } from "./write.ts";
