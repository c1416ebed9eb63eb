import type { Logger } from "pino";
import type { Config } from "./config/index.ts";
import type { Database } from "./database/index.ts";
import type { Identity } from "./identity/index.ts";
import type { Live } from "./live/hub.ts";
import type { Mail } from "./mail/index.ts";
import type { OrderedCall, Outbound } from "./outbound/index.ts";
import type { Hands } from "./sweep/index.ts";

/** Everything a request may need that is not a value: made once by the composition root. */
export type System = {
  readonly config: Config;
  /** The address people type, without a slash at the end. */
  readonly publicUrl: string;
  readonly database: Database;
  readonly identity: Identity;
  readonly live: Live;
  readonly mail: Mail;
  readonly outbound: Outbound;
  /** Calls outside that runs ordered and this node makes. */
  readonly calls: Hands<OrderedCall>;
  readonly log: Logger;
  /** Hold every answer against its contract: on in tests, off where people work. */
  readonly checkAnswers: boolean;
};
