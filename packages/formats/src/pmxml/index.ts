export { looksLikePmxml, readPmxml } from "./read.ts";
