/** What this folder needs of a logger; pino's fits. */
export type Log = Record<"debug" | "info" | "warn" | "error", (fields: Record<string, unknown>, message: string) => void>;
