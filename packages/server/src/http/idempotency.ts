import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Operation } from "@rondo/contract";
import { seal, unseal } from "../identity/index.ts";
import { refuse } from "./problem.ts";

export type IdempotencyKey = { readonly key: string; readonly fingerprint: Buffer };

/** The caller's key and what it stands for: method, address and body. The same key for something else is refused. */
export function idempotencyOf(request: FastifyRequest, body = JSON.stringify(request.body ?? null)): IdempotencyKey | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined || request.method === "GET") return null;
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key)) refuse("bad_idempotency_key");
  const fingerprint = createHash("sha256")
    .update(request.method)
    .update("\0")
    .update(request.url)
    .update("\0")
    .update(String(request.headers["if-match"] ?? ""))
    .update("\0")
    .update(body)
    .digest();
  return { key, fingerprint };
}

/**
 * How an answer is written down for a repeat, and read again. One with a secret in it, which we keep nowhere else, is
 * sealed, so that who reads the table or a backup has neither keys nor invitations; and it opens for this caller's key alone.
 */
export function keeping(
  operation: Pick<Operation, "secret">,
  secret: string,
  place: readonly string[],
): { close(body: string): string; open(body: string): string } {
  if (operation.secret !== true) return { close: (body) => body, open: (body) => body };
  const bound = JSON.stringify(place);
  return { close: (body) => seal(body, bound, secret, "answer"), open: (body) => unseal(body, bound, secret, "answer") };
}
