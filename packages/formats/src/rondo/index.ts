export { countDrafts } from "./counts.ts";
export { looksLikeRondo, readRondo, readRondoJson } from "./read.ts";
export { writeRondo } from "./write.ts";
