import { z } from "zod";

export const id = z.uuid().describe("UUID");
/** An instant, ISO 8601 in UTC with `Z`. */
export const instant = z.iso.datetime().describe("Instant in UTC");
/** `YYYY-MM-DD`. */
export const day = z.iso.date();
/** Wall-clock time of the plan's zone, `YYYY-MM-DDTHH:MM`. */
export const wallClock = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, "YYYY-MM-DDTHH:MM")
  .describe("Wall-clock time without zone");
export const version = z.int().min(1).describe("Grows by one with each change");

/** Control characters and the ones that reorder text have no place in a name. */
export const nothingHidden = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/u;
export const title = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\n\r]*$/, "one line")
  .regex(nothingHidden, "hidden characters");
export const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\n\r]*$/, "one line")
  .regex(nothingHidden, "hidden characters");
export const markdown = z.string().max(100_000).regex(nothingHidden, "hidden characters").describe("Markdown");

export const email = z.string().trim().max(254).pipe(z.email());
export const zone = z.string().max(60).refine(isZone, "an IANA time zone such as Europe/Berlin");
export const slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "lower-case letters, digits and hyphens");

export const personRef = z.object({ id, name: z.string() });
export const teamRef = z.object({ id, name: z.string() });

export const cursorQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One page of a list; `next` is the cursor of the page after, null at the end. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const inWorkspace = z.object({ w: id });

function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

const row = z.record(z.string().max(100), z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]));
export const answer = z.union([
  z.string().max(20_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string().max(2_000), row])).max(10_000),
]);
/** What people enter, by field key: lists and tables are lists. */
export const answers = z.record(z.string().max(60), answer);
