export { partNames, readZip } from "./read.ts";
