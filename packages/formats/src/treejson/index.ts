export { readTreeJson } from "./read.ts";
