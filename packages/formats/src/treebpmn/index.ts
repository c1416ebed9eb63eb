export { readBpmnFlow } from "./read.ts";
export { writeTreeBpmn } from "./write.ts";
