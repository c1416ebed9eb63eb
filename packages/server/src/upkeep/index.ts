export { type Opened, joinInstallation, openInstallation } from "./open.ts";
export { type Examination, examine, pinnedPostgres } from "./doctor.ts";
export { version } from "./version.ts";
