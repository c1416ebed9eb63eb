import { formatWall, instantOfWall, minutesPerDay, parseDay, parseWall, wallOfInstant } from "@rondo/core/calendar";

/**
 * Text of a foreign file as Rondo keeps it: no control characters, none that turn the reading direction, no half pairs
 * (Postgres takes neither NUL nor those), and no longer than `limit`.
 */
export function plain(text: string, limit = 100_000): string {
  const clean = text.toWellFormed().replace(/\r\n?/g, "\n").replace(hidden, "");
  return clean.length <= limit
    ? clean
    : `${clean
        .slice(0, limit - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, "")}…`;
}

/** The same for a name or title: one line. */
export function oneLine(text: string, limit: number): string {
  return plain(text.replace(hidden, "").replace(/\s+/g, " ").trim(), limit);
}

const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** An instant, ISO with Z, of what a source says: an instant, or a day, of which it takes the minute given. Null for what is no date of our time. */
export function instantOf(when: string | null, zone: string, minuteOfDay: number): string | null {
  if (when === null) return null;
  const day = parseDay(when);
  const at = day === null ? Date.parse(when) : instantOfWall(day * minutesPerDay + minuteOfDay, zone);
  return at >= earliest && at < latest ? new Date(at).toISOString() : null;
}

/** A wall-clock moment of the plan's zone, `YYYY-MM-DDTHH:MM`, of what a source says. */
export function wallOf(when: string | null, zone: string, minuteOfDay: number): string | null {
  const instant = instantOf(when, zone, minuteOfDay);
  return instant === null ? null : formatWall(wallOfInstant(Date.parse(instant), zone));
}

/** A wall-clock moment that a plan states, as ours are written; null when it is none that a plan reaches. */
export function planMoment(wall: string | undefined): string | null {
  const minutes = wall === undefined ? null : parseWall(wall);
  const year = Number(wall?.slice(0, 4));
  return minutes === null || year < 1900 || year > 2400 ? null : formatWall(minutes);
}

/** The instant of such a moment. */
export function instantOfPlan(wall: string | undefined, zone: string): string | null {
  const minutes = planMoment(wall) === null ? null : parseWall(wall as string);
  return minutes === null ? null : new Date(instantOfWall(minutes, zone)).toISOString();
}

const earliest = Date.parse("1900-01-01T00:00:00Z");
const latest = Date.parse("2401-01-01T00:00:00Z");

/** Text of a value that does not depend on the order of its members, which jsonb does not keep. */
export function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
