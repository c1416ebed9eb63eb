export { type Opened, joinDatabase, openDatabase } from "./open.ts";
export { type Examination, examine, pinnedPostgres } from "./doctor.ts";
export { version } from "./version.ts";
