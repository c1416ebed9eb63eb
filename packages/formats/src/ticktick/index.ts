export { readTicktick, ticktickHeader } from "./read.ts";
