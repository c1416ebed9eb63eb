import type { operations } from "@rondo/contract";

/**
 * The contract at type level only: its zod schemas never reach the browser. An operation is named by what goes over
 * the wire, `"PUT /api/workspaces/:w/tasks/:t/completion"`, so that no table of paths has to be shipped or generated.
 * Inside a workspace's screens it is `"PUT /tasks/:t/completion"`.
 */
type Operations = typeof operations;
type Full<O> = O extends { readonly method: infer M extends string; readonly path: infer P extends string } ? `${M} ${P}` : never;
type Short<O> = O extends { readonly method: infer M extends string; readonly path: `/api/workspaces/:w/${infer Rest}` }
  ? `${M} /${Rest}`
  : never;

/** Every operation by its name. */
export type Everything = { readonly [Id in keyof Operations as Full<Operations[Id]>]: Operations[Id] };
/** Those of a workspace, by their short name. */
export type InWorkspace = { readonly [Id in keyof Operations as Short<Operations[Id]>]: Operations[Id] };
export type ReadKey = Extract<keyof InWorkspace, `GET ${string}`>;

/** What a schema takes (defaults may be left out) and what it gives. */
type Taken<S> = S extends { readonly _zod: { readonly input: infer I } } ? I : never;
type Given<S> = S extends { readonly _zod: { readonly output: infer G } } ? G : never;

export type AnswerOf<O> = O extends { readonly answer: infer S } ? Given<S> : undefined;
export type BodyOf<O> = O extends { readonly body: infer S } ? Taken<S> : never;

/** The answer and body of an operation of a workspace, for screens: `Answer<"GET /tasks/:t">`. */
export type Answer<Key extends keyof InWorkspace> = AnswerOf<InWorkspace[Key]>;
export type Body<Key extends keyof InWorkspace> = BodyOf<InWorkspace[Key]>;

/** The parts of a call, each asked for exactly when the operation has it. `Bound` are params known already. */
export type CallOf<O, Bound extends string = never> = O extends unknown // one operation at a time: the parts of all, multiplied, are too many
  ? ParamsPart<O, Bound> &
      QueryPart<O> &
      BodyPart<O> &
      VersionPart<O> & {
        readonly signal?: AbortSignal;
        readonly idempotencyKey?: string;
        readonly unkept?: boolean;
        readonly waits?: boolean;
      }
  : never;

/** The call itself is left out where nothing in it is required. */
export type CallArguments<C> = {} extends C ? [call?: C] : [call: C];

type ParamsPart<O, Bound extends string> = O extends { readonly params: infer S }
  ? [Exclude<keyof Given<S>, Bound>] extends [never]
    ? {}
    : { readonly params: { readonly [K in Exclude<keyof Given<S>, Bound>]: string } }
  : {};
type QueryPart<O> = O extends { readonly query: infer S }
  ? { readonly query?: { readonly [K in keyof Given<S>]?: Given<S>[K] | undefined } }
  : {};
type BodyPart<O> = O extends { readonly upload: true }
  ? { readonly body: Blob | FormData }
  : O extends { readonly body: infer S }
    ? undefined extends Taken<S>
      ? { readonly body?: Taken<S> }
      : { readonly body: Taken<S> }
    : {};
type VersionPart<O> = O extends { readonly versioned: true }
  ? { readonly version: number; readonly base?: Readonly<Record<string, unknown>> }
  : {};
