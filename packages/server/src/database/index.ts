export { apart } from "./apart.ts";
export { type Database, openDatabase } from "./database.ts";
export { OutcomeUnknown, TryAgain, isAway, isDangling, isDuplicate, isRetryable, isStorageFull, sqlState } from "./failure.ts";
export { openPool } from "./pool.ts";
export type { Kind } from "./gathered.ts";
export type { Tx } from "./query.ts";
