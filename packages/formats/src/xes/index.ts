export { type LogOptions, type LogReader, type LogReading, nameless } from "./reading.ts";
export { readXes } from "./read.ts";
export { writeXes } from "./write.ts";
