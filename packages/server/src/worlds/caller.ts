import type { FastifyInstance } from "fastify";
import { type AnswerOf, type Operation, type OperationId, operations } from "@rondo/contract";
import { Bug } from "@rondo/core/kernel";

type Sent = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: number;
  readonly file?: { name: string; bytes: Uint8Array };
};
type Body<Id extends OperationId> = (typeof operations)[Id] extends Operation ? AnswerOf<(typeof operations)[Id]> : never;

/** Calls an operation as somebody and answers its body; anything but success is a mistake in the world. */
export type Caller = <Id extends OperationId>(id: Id, sent?: Sent) => Promise<Body<Id>>;

/**
 * Somebody at a browser, without the network between: what a world contains came about as anything else does, through
 * the contract, with its checks, its events and its rights.
 */
export function callerOn(
  app: Pick<FastifyInstance, "inject">,
  publicUrl: string,
  cookie: string | null,
  before: () => Promise<void> = async () => undefined,
): Caller {
  return async (id, sent = {}) => {
    await before();
    const operation: Operation = operations[id];
    const path = operation.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(sent.params?.[name] ?? ""));
    const query = sent.query === undefined ? "" : `?${new URLSearchParams(sent.query)}`;
    const response = await app.inject({
      method: operation.method,
      url: path + query,
      headers: {
        origin: publicUrl,
        "sec-fetch-site": "same-origin",
        ...(cookie !== null && { cookie }),
        ...(sent.version !== undefined && { "if-match": `"${sent.version}"` }),
        ...(sent.body !== undefined && { "content-type": "application/json" }),
        ...(sent.file !== undefined && { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(sent.file.name) }),
      },
      ...(sent.body !== undefined && { payload: JSON.stringify(sent.body) }),
      ...(sent.file !== undefined && { payload: Buffer.from(sent.file.bytes) }),
    });
    if (response.statusCode >= 300)
      throw new Bug(
        `The sample world does not fit the product: ${id} ${path} answered ${response.statusCode} ${response.body.slice(0, 600)}`,
      );
    return (response.body === "" ? undefined : JSON.parse(response.body)) as Body<typeof id>;
  };
}
