export { writeMarkdown } from "./face-write.ts";
export { readMarkdown } from "./read.ts";
