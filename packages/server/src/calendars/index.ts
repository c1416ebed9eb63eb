export { type WorkingTime, workingTime } from "./queries.ts";
