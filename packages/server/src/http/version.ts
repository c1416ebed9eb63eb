import type { FastifyRequest } from "fastify";
import { refuse } from "./problem.ts";

/** The version in `If-Match: "7"`; refuses with `version_required` where the operation asks for one. */
export function expectedVersion(request: FastifyRequest, versioned: boolean): number | null {
  const header = request.headers["if-match"];
  const match = header === undefined ? null : /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (match === null && versioned) refuse("version_required");
  return match === null ? null : Number(match[1]);
}

/** Refuses a change that was decided on an older version, with what is there now. */
export function mustMatch(expected: number | null, current: number, now: Record<string, unknown> = {}): void {
  if (expected !== null && expected !== current) refuse("version_stale", { current, now });
}
