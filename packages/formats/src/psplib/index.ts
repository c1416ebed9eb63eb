export { type BenchmarkReading } from "./benchmark.ts";
export { readRcp } from "./rcp.ts";
export { readSch } from "./sch.ts";
export { readSm } from "./sm.ts";
