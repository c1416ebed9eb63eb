export { type LogOptions, type LogReader, type LogReading, nameless } from "./reading.ts";
export { readXes } from "./read.ts";
export { type XesWriter, writeXes, xesWriter } from "./write.ts";
