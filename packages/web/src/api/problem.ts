import type { RefusalCode } from "@rondo/contract";
import { currentLanguage, type Values } from "../messages/index.ts";
import { ownProblems } from "./own-problems.ts";

/** Codes of our own for answers that never reached the server or made no sense. */
export type ProblemCode = RefusalCode | keyof typeof ownProblems | "internal";

/**
 * An expected no, as the API says it in `application/problem+json`: what happened (`title`), and what to do next
 * (`next`). `params` fill a translated sentence; a stale version carries the `current` one.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly next: string;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, status: number, title: string, next: string, params: Readonly<Record<string, unknown>> = {}) {
    super(`${code}: ${title}`);
    this.code = code;
    this.status = status;
    this.title = title;
    this.next = next;
    this.params = params;
  }
}

export function isProblem(error: unknown, code?: ProblemCode): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}

/** Worth trying again by itself: the network, a server that says that it will be back, or one that still does what was sent before. */
export function passes(error: unknown): boolean {
  return (
    isProblem(error) &&
    (error.code === "unreachable" ||
      error.code === "idempotency_in_progress" ||
      error.status === 503 ||
      error.status === 429 ||
      error.status === 502 ||
      error.status === 504)
  );
}

/** Reads a refused answer. Total: any body whatever gives a problem. */
export async function problemOf(response: Response): Promise<Problem> {
  const read: unknown = await response.json().catch(() => null);
  const body = typeof read === "object" && read !== null ? (read as Readonly<Record<string, unknown>>) : {};
  const text = (key: string) => (typeof body[key] === "string" ? (body[key] as string) : "");
  const params = typeof body["params"] === "object" && body["params"] !== null ? (body["params"] as Readonly<Record<string, unknown>>) : {};
  const code = (text("code") || (response.status >= 500 ? "internal" : "unreadable_answer")) as ProblemCode;
  const unexplained = ownProblem("unexplained", response.status);
  const said = currentLanguage().refusalOf(code, params as Values);
  return new Problem(
    code,
    response.status,
    said?.title ?? (text("title") || unexplained.title),
    said?.next ?? (text("next") || text("detail") || unexplained.next),
    params,
  );
}

/** What the browser says itself, in the language of the screen. */
export function ownProblem(code: keyof typeof ownProblems, status = 0): Problem {
  const { title, next } = currentLanguage().refusalOf(code, { status }) ?? ownProblems[code];
  return new Problem(code, status, title.replace("{status}", String(status)), next, { status });
}
