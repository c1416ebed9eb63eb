import type { z } from "zod";
import type { Permission } from "@rondo/core/access";
import type { RefusalCode } from "./refusals.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Who may call an operation before any object is looked at:
 * `anyone` (no session needed), `person` (signed in), `workspace` (a member or guest of the workspace in the path).
 * What the caller may do to the object is `needs`, a permission of the table in `@rondo/core/access`.
 */
export type Door = "anyone" | "person" | "workspace";

/**
 * One operation of the HTTP surface, as data. Routes, OpenAPI, the web client and the authorization matrix are all
 * derived from these values, so none of them can forget one.
 */
export type Operation = {
  readonly id: string;
  readonly method: Method;
  /** Fastify notation: `/api/workspaces/:w/tasks/:t`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly door: Door;
  readonly needs: Permission | null;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** What is answered; absent for 204. */
  readonly answer?: z.ZodType;
  readonly status: 200 | 201 | 204;
  readonly refusals: readonly RefusalCode[];
  /** Carries `If-Match` with the version that the caller saw: refused when missing or stale. */
  readonly versioned?: true;
  /** The body is raw bytes (an upload) rather than JSON. */
  readonly upload?: true;
  /** The answer holds a secret that is shown once: what is kept of it for a repeat is sealed. */
  readonly secret?: true;
  /** The answer is a stream or file rather than JSON: its media type. */
  readonly media?: string;
};

export function operation<const O extends Operation>(value: O): O {
  return value;
}

export type ParamsOf<O extends Operation> = O["params"] extends z.ZodType ? z.output<O["params"]> : Record<string, never>;
export type QueryOf<O extends Operation> = O["query"] extends z.ZodType ? z.output<O["query"]> : Record<string, never>;
export type BodyOf<O extends Operation> = O["body"] extends z.ZodType ? z.output<O["body"]> : undefined;
export type AnswerOf<O extends Operation> = O["answer"] extends z.ZodType ? z.output<O["answer"]> : undefined;
