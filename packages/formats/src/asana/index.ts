export { looksLikeAsana, readAsanaJson } from "./read.ts";
