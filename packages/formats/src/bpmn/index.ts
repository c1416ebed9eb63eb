export { called } from "./calls.ts";
export { looksLikeBpmn, readBpmn } from "./read.ts";
export { writeBpmn } from "./write.ts";
