export { looksLikePlanka, readPlankaJson } from "./read.ts";
