export { readPnml } from "./read.ts";
