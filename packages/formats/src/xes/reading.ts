import type { Finding } from "@rondo/core/kernel";
import type { EventLog } from "@rondo/core/mining";

/** What a reader of event logs gives. */
export type LogReading = {
  readonly format: "xes" | "csv" | "ocel";
  readonly log: EventLog;
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
};

/** A reader that takes a file in pieces, so that a large one is never whole in memory. */
export type LogReader = { write(bytes: Uint8Array): void; end(): LogReading };

/** Which attribute or column says what, where the file's own words are not the usual ones; `keepAll` keeps the others too. */
export type LogOptions = {
  readonly case?: string;
  readonly activity?: string;
  readonly time?: string;
  readonly start?: string;
  readonly resource?: string;
  readonly keepAll?: boolean;
};

/** Events without a name still happened. */
export const nameless = "(no name)";
