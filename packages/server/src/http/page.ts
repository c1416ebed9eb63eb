import { createHmac, timingSafeEqual } from "node:crypto";
import { refuse } from "./problem.ts";

/**
 * Cursors are signed and bound to the list, the workspace, the reader and the filters, so that one given out here can't be
 * used there and none can be made up. `place` is what the store needs to go on: sort values of the last row.
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  binding: readonly string[],
  key: string,
  placeOf: (row: Row) => readonly string[],
  present: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? seal(placeOf(last), binding, key) : null;
  return { items: shown.map(present), next };
}

/** The place in a cursor; refuses one that this list did not give out to this reader. */
export function readCursor(cursor: string | undefined, binding: readonly string[], key: string, parts: number): string[] | null {
  if (cursor === undefined || cursor === "") return null;
  const [, body = "", signature = ""] = /^([\w-]+)\.([\w-]{22})$/.exec(cursor) ?? [];
  const given = Buffer.from(signature, "base64url");
  const right = sign(body, binding, key);
  if (given.length !== right.length || !timingSafeEqual(given, right)) refuse("bad_cursor");
  const place: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
  if (!Array.isArray(place) || place.length !== parts) refuse("bad_cursor");
  return place.map(String);
}

function seal(place: readonly string[], binding: readonly string[], key: string): string {
  const body = Buffer.from(JSON.stringify(place)).toString("base64url");
  return `${body}.${sign(body, binding, key).toString("base64url")}`;
}

function sign(body: string, binding: readonly string[], key: string): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify(["cursor", binding, body]))
    .digest()
    .subarray(0, 16);
}
