import type { Logger } from "pino";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Action } from "@rondo/core/run";
import type { Config } from "./config/index.ts";
import type { Database, Tx } from "./database/index.ts";
import type { Identity } from "./identity/index.ts";
import type { Live } from "./live/hub.ts";
import type { Mail } from "./mail/index.ts";
import type { OrderedCall, Outbound } from "./outbound/index.ts";
import type { Hands } from "./sweep/index.ts";

export type Ordered = Pick<Extract<Action, { do: "change" }>, "what" | "set"> & {
  readonly id: string;
  readonly workspaceId: string;
  /** Who went on with the run; null: nobody did. */ readonly actorId: string | null;
  /** For whom it is done: they must be allowed to. */ readonly as: { readonly personId: string; readonly role: WorkspaceRole };
  readonly by: { readonly runId: string; readonly stepId: string; readonly step: string };
  readonly now: Date;
};

/** Beside the present: the same commands, at the time that the story has reached. */
export type Past = {
  readonly system: System;
  /** One batch of what is due there by then. Answers how many were done. */
  sweep(workspaceId: string): Promise<number>;
};

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
  /** Changes a task or project as a step of a run orders it; what is refused is thrown. */
  readonly change: (tx: Tx, order: Ordered) => Promise<void>;
  readonly log: Logger;
  /** What time it is: this node's clock, but where a past is told. */
  now(): Date;
  /** Where a past is told, of a workspace that is being made. */
  openPast(clock: () => Date): Past;
  /** Hold every answer against its contract: on in tests, off where people work. */
  readonly checkAnswers: boolean;
};
