export { detect, type Family } from "./detect.ts";
export { readableFormats, readAny } from "./read-any.ts";
