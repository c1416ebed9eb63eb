export type Postgres = {
  /** Connects as the owner of the schema ("migrator"), in a form node-postgres and libpq accept. Stable over restarts. */
  readonly url: string;
  /** As the server says it: "18.4". */
  readonly version: string;
  /** True when this process started (or adopted) the server and is the one to stop it. */
  readonly embedded: boolean;
  /** Process id of the embedded server; null when it is not ours or is just being restarted. */
  pid(): number | null;
  /** How often the embedded server was brought back after it had died under us. */
  restarts(): number;
  /** Stops the embedded server cleanly and lets go of the data directory; does nothing to a server that is not ours. */
  stop(): Promise<void>;
};
