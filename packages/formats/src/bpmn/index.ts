export { called } from "./calls.ts";
export { readBpmnFlow } from "./flow.ts";
export { looksLikeBpmn, readBpmn } from "./read.ts";
export { writeBpmn, writeTreeBpmn } from "./write.ts";
