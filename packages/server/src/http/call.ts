import type { FastifyReply, FastifyRequest } from "fastify";
import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from "@rondo/contract";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";
import type { NewEvent } from "../journal/index.ts";
import type { System } from "../system.ts";

/** Who acts in a workspace: a person, by a session or by a key of theirs. */
export type Actor = {
  readonly personId: string;
  readonly workspaceId: string;
  readonly role: WorkspaceRole;
  readonly via: "session" | "key";
};

/** One request to one operation, its values checked against the contract. */
export type Call<O extends Operation> = {
  readonly system: System;
  readonly operation: O;
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  readonly now: Date;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  newId(): string;
};

export type PersonCall<O extends Operation> = Call<O> & { readonly personId: string; readonly sessionId: string | null };

/** Inside one transaction of one workspace. What it appends stands in the journal when the transaction commits, or not at all. */
export type WorkspaceCall<O extends Operation> = Call<O> & {
  readonly tx: Tx;
  readonly actor: Actor;
  /** The version that the caller saw (If-Match); null where the operation doesn't ask for it. */
  readonly expected: number | null;
  append(...events: Omit<NewEvent, "actorId">[]): Promise<void>;
  /** What the route reads ahead. */
  readonly ahead: Promise<unknown> | undefined;
  /** Runs after the commit; what it does may be lost in a crash, so it is for wake-ups only. */
  afterCommit(work: () => void): void;
};

export type Handler<C, O extends Operation> = (call: C) => Promise<AnswerOf<O>>;

/** Runs outside a transaction and writes the answer itself: streams, files, uploads. */
export type StreamCall<O extends Operation> = Call<O> & {
  readonly actor: Actor;
  readonly sessionHash: string | null;
  readonly keyId: string | null;
};

export type Route =
  | { readonly kind: "anyone"; readonly operation: Operation; readonly handle: (call: Call<Operation>) => Promise<unknown> }
  | { readonly kind: "person"; readonly operation: Operation; readonly handle: (call: PersonCall<Operation>) => Promise<unknown> }
  | {
      readonly kind: "workspace";
      readonly operation: Operation;
      readonly handle: (call: WorkspaceCall<Operation>) => Promise<unknown>;
      readonly ahead?: (tx: Tx, personId: string, params: Record<string, string>) => Promise<unknown>;
    }
  | { readonly kind: "stream"; readonly operation: Operation; readonly handle: (call: StreamCall<Operation>) => Promise<unknown> };

export function forAnyone<O extends Operation>(operation: O, handle: Handler<Call<O>, O>): Route {
  return { kind: "anyone", operation, handle: handle as (call: Call<Operation>) => Promise<unknown> };
}

export function forPerson<O extends Operation>(operation: O, handle: Handler<PersonCall<O>, O>): Route {
  return { kind: "person", operation, handle: handle as unknown as (call: PersonCall<Operation>) => Promise<unknown> };
}

export function inWorkspace<O extends Operation>(operation: O, handle: Handler<WorkspaceCall<O>, O>): Route {
  return { kind: "workspace", operation, handle: handle as unknown as (call: WorkspaceCall<Operation>) => Promise<unknown> };
}

/**
 * The same for what is asked very often: the first reading goes out in one write with the question who asks, instead of
 * after its answer. What it brings is dropped unread when they may not enter, and it must change nothing.
 */
export function inWorkspaceAhead<O extends Operation, Found>(
  operation: O,
  read: (tx: Tx, personId: string, params: ParamsOf<O>) => Promise<Found>,
  handle: (call: WorkspaceCall<O>, found: Promise<Found>) => Promise<AnswerOf<O>>,
): Route {
  return {
    kind: "workspace",
    operation,
    handle: (call: WorkspaceCall<Operation>) => handle(call as unknown as WorkspaceCall<O>, call.ahead as Promise<Found>),
    ahead: (tx, personId, params) => read(tx, personId, params as ParamsOf<O>),
  };
}

export function asStream<O extends Operation>(operation: O, handle: (call: StreamCall<O>) => Promise<unknown>): Route {
  return { kind: "stream", operation, handle: handle as unknown as (call: StreamCall<Operation>) => Promise<unknown> };
}
