export { looksLikeXlsx, readXlsx } from "./read.ts";
