export { readZip } from "./read.ts";
