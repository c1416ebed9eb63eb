export { startOf } from "./moment.ts";
export { type Quick, type QuickPart, readQuick } from "./read.ts";
export { quickWords } from "./words.ts";
