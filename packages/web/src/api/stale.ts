import { isProblem } from "./problem.ts";

type Call = { readonly body?: unknown; readonly base?: Readonly<Record<string, unknown>> };
type Values = Readonly<Record<string, unknown>>;

/** The version to send again on, if what somebody else changed meanwhile is none of what is set here. */
export function presentVersion(error: unknown, call: Call): number | null {
  if (!isProblem(error, "version_stale") || call.base === undefined) return null;
  const { current, now } = error.params as { current?: unknown; now?: unknown };
  if (typeof current !== "number" || typeof now !== "object" || now === null) return null;
  return clashing(call, now as Values).length === 0 ? current : null;
}

/** What is set here and was set to something else meanwhile: neither what its author saw stands there nor what they set. */
export function clashing({ body, base }: Call, now: Values): readonly string[] {
  return Object.entries((body ?? {}) as Values).flatMap(([key, mine]) => {
    const theirs = standing(now, key);
    return theirs !== undefined && (theirs === standing(base ?? {}, key) || theirs === mine) ? [] : [key];
  });
}

/** A value as a change names it: whose it is is an id there, and a person here. */
export function standing(now: Values, key: string): unknown {
  if (key !== "ownerId" || "ownerId" in now) return now[key];
  return "owner" in now ? ((now["owner"] as { id?: string } | null)?.id ?? null) : undefined;
}
