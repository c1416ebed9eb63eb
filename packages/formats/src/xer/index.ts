export { looksLikeXer, readXer } from "./read.ts";
