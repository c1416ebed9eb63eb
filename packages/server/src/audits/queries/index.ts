export { minedFile, minedOf } from "./log.ts";
export { inThread } from "./in-thread.ts";
export { precedents } from "./precedents.ts";
