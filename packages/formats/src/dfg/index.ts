export { looksLikeDfg, readDfg } from "./read.ts";
