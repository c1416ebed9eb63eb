import { type DestinationStream, type Logger, pino } from "pino";
import type { Config } from "./config/index.ts";

/** What never stands in a log, wherever somebody put it. `detail` is where Postgres repeats the values of a row. */
const secrets = ["authorization", "cookie", "password", "token", "secret", "clientSecret"];
const paths = [...secrets.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]), "err.detail", "err.*.detail"];

export function createLog(level: Config["logLevel"], destination: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, redact: { paths, censor: "[redacted]" }, base: null }, destination);
}
