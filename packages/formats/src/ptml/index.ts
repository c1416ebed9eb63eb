export { readPtml } from "./read.ts";
