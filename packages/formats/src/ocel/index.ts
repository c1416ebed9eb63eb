export { readOcel } from "./read.ts";
export { writeOcel } from "./write.ts";
