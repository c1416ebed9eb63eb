export { type MspdiCalendar } from "./calendars.ts";
export { type Assignment, type Resource } from "./crews.ts";
export { looksLikeMspdi, readMspdi, type PlanReading } from "./read.ts";
export { writeMspdi } from "./write.ts";
export { type MspdiTask, type StoredDates } from "./tasks.ts";
