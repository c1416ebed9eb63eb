export { readTreeJson, treeOfJson } from "./read.ts";
