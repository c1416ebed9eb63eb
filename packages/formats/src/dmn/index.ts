export { looksLikeDmn, readDmn } from "./read.ts";
