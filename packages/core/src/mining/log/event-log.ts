/** One attribute kept as the file had it: a table of texts, and for each event (or case) the number of its text, -1 for none. */
export type Column = {
  readonly name: string;
  readonly scope: "case" | "event";
  readonly type: ColumnType;
  readonly values: readonly string[];
  readonly cells: Int32Array;
};

export type ColumnType = "string" | "date" | "int" | "float" | "boolean" | "id";

/**
 * An event log in columns. Events of one case stand together, in order of time; those of case `c` are
 * `offsets[c]` up to `offsets[c + 1]`. Times are epoch milliseconds, NaN where the file tells none.
 */
export type EventLog = {
  readonly activities: readonly string[];
  readonly resources: readonly string[];
  readonly transitions: readonly string[];
  readonly cases: readonly string[];
  readonly offsets: Int32Array;
  readonly activity: Int32Array;
  readonly time: Float64Array;
  /** When work began, for logs that say it in a second column. */
  readonly start: Float64Array | null;
  readonly resource: Int32Array;
  readonly transition: Int32Array;
  readonly columns: readonly Column[];
};

export function eventCount(log: EventLog): number {
  return log.activity.length;
}

export function caseCount(log: EventLog): number {
  return log.cases.length;
}
