import { type Place, Refusal } from "@rondo/core/kernel";

/** The one way a reader says no: `reason` is a full sentence, `at` the place in the file; the reason ends with it. */
export function unreadable(reason: string, at: Place = {}): Refusal {
  return new Refusal("unreadable", { reason: `${reason}${placeWords(at)}`, ...at });
}

/** A file that is too big in some way; `limit` says what Rondo takes ("200,000 cards in one file"). */
export function tooLarge(limit: string): Refusal {
  return new Refusal("too_large", { limit });
}

function placeWords(at: Place): string {
  const parts: string[] = [];
  if (at.line !== undefined) parts.push(at.column === undefined ? `line ${at.line}` : `line ${at.line}, column ${at.column}`);
  if (at.path !== undefined && at.path !== "") parts.push(`at ${at.path}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
