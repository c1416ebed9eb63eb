import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type RefusalCode, refusals } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import { OutcomeUnknown, isAway, isRetryable, isStorageFull, sqlState } from "../database/index.ts";

/** RFC 9457, with a stable `code`, what to do next, and the id that the log has. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  instance: string;
  requestId: string;
  params: Record<string, unknown>;
};

/** Throws a refusal of the contract's table: the one way a command says an expected no. */
export function refuse(code: RefusalCode, params: Record<string, unknown> = {}): never {
  throw new Refusal(code, params);
}

/** The one place where errors become answers. What is no refusal is a bug or a fault: logged whole, told without detail. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asRefusal(error, request);
  if (refusal === null) request.log.error({ err: error }, "request failed");
  const { code, params } = refusal ?? { code: "internal", params: {} };
  if (code === "conflict" && !(error instanceof Refusal)) request.log.warn({ err: error }, "waited too long for another change");
  const known = saidOf({ code, params });
  if (known.status === 503 || known.status === 429) void reply.header("retry-after", String(params["seconds"] ?? 2));
  const problem: Problem = {
    type: `/problems/${code}`,
    title: known.title,
    status: known.status,
    code,
    detail: known.next,
    instance: request.url.split("?")[0] ?? "",
    requestId: request.id,
    params: { ...params },
  };
  return reply
    .code(known.status)
    .header("content-type", "application/problem+json")
    .header("cache-control", "no-store")
    .send(JSON.stringify(problem));
}

/** The table's sentences, filled: what happened, and what to do next. */
export function saidOf({ code, params }: Pick<Refusal, "code" | "params">): { status: number; title: string; next: string } {
  const known =
    code in refusals
      ? refusals[code as RefusalCode]
      : {
          status: 500,
          title: "Something went wrong in Rondo",
          next: "Nothing was changed. It has been logged; whoever runs the server finds it under the request id.",
        };
  return { status: known.status, title: fill(known.title, params), next: fill(known.next, params) };
}

function asRefusal(error: unknown, request: FastifyRequest): { code: string; params: Record<string, unknown> } | null {
  if (error instanceof Refusal) return { code: error.code, params: { ...error.params } };
  if (error instanceof z.ZodError)
    return { code: "invalid_request", params: { problems: sentences(error), fields: error.issues.map(issueOf) } };
  if (isUnstorable(error)) return { code: "invalid_request", params: { problems: "no text can hold the character NUL" } };
  if (isStorageFull(error)) return { code: "storage_full", params: {} };
  if (isRetryable(error) || sqlState(error) === "55P03") return { code: "conflict", params: {} };
  if (error instanceof OutcomeUnknown) return { code: "outcome_unknown", params: { seconds: 2 } };
  if (isAway(error)) return { code: "database_unavailable", params: { seconds: 2 } };
  return fromFastify(error, request);
}

/** NUL as a character or as an escape in JSON: free text passes through every schema, and Postgres has no place for it. */
function isUnstorable(error: unknown): boolean {
  return ["22021", "22P05"].includes(sqlState(error) ?? "");
}

/** Fastify's own parsing faults. */
function fromFastify(error: unknown, request: FastifyRequest): { code: string; params: Record<string, unknown> } | null {
  const { statusCode, code } = (error ?? {}) as { statusCode?: number; code?: string };
  if (statusCode === 413)
    return { code: "too_large", params: { limit: `${Math.round((request.routeOptions.bodyLimit ?? 1_048_576) / 1_048_576)} MiB` } };
  if (statusCode === 415) return { code: "unsupported_media_type", params: { expected: "application/json" } };
  if (statusCode === 429) return { code: "too_many_requests", params: { seconds: 60 } };
  if (statusCode === 400) return { code: "bad_json", params: { reason: code ?? "" } };
  return null;
}

function issueOf(issue: z.core.$ZodIssue): { path: string; problem: string } {
  const path = issue.path.map(String).join(".");
  return issue.code === "unrecognized_keys"
    ? { path: [path, ...issue.keys].filter(Boolean).join("."), problem: "unknown field" }
    : { path, problem: issue.message };
}

function sentences(error: z.ZodError): string {
  return error.issues
    .slice(0, 10)
    .map(issueOf)
    .map(({ path, problem }) => (path ? `${path}: ${problem}` : problem))
    .join("; ");
}

function fill(text: string, params: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => (params[name] === undefined ? "" : String(params[name]))).trim();
}
