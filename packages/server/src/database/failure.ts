/** Postgres's five-character SQLSTATE, if the error has one. Each has a digit in it, which EPIPE has not. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Deadlock or serialization failure: the same work, done again, may succeed. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40P01" || state === "40001";
}

/** The same for what this process finds out itself: a serialization failure, also for who keeps an error's code alone. */
export class TryAgain extends Error {
  override readonly name = "TryAgain";
  readonly code = "40001";
}

/** A row with this key is there already; `constraint` names which. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  return sqlState(error) === "23505" && (constraint === undefined || (error as { constraint?: string }).constraint === constraint);
}

/** A row that this one points at is not there. */
export function isDangling(error: unknown): boolean {
  return sqlState(error) === "23503";
}

export function isStorageFull(error: unknown): boolean {
  return sqlState(error) === "53100";
}

/** The connection died while a transaction was being committed: it may have been or not. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

/** The database is not reachable, is going down or coming up, or the connection died. */
export function isAway(error: unknown): boolean {
  if (error instanceof OutcomeUnknown) return true;
  const state = sqlState(error);
  if (state !== undefined) return state.startsWith("08") || state.startsWith("57P") || state === "53300";
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string" && ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT", "EAI_AGAIN", "ENOTFOUND"].includes(code))
    return true;
  const message = error instanceof Error ? error.message : "";
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
    message,
  );
}
