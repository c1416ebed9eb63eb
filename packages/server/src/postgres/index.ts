export { type OpenOptions, openPostgres } from "./open.ts";
export { type Postgres } from "./postgres.ts";
export { type Binaries, type Packer } from "./packer.ts";
export { type Home, openHome, own, prepareDataDirectory } from "./home.ts";
export { lockDataDirectory } from "./lock.ts";
export { findRunning } from "./running.ts";
