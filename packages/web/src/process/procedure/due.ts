/** A working day where no calendar is asked: 8 hours; a week has five of them. */
const minutesOf = { minute: 1, hour: 60, day: 480, week: 2_400 } as const;
type Unit = keyof typeof minutesOf;

const words: Readonly<Record<string, Unit>> = { m: "minute", min: "minute", mins: "minute", minute: "minute", minutes: "minute", h: "hour", hr: "hour", hrs: "hour", hour: "hour", hours: "hour", d: "day", day: "day", days: "day", w: "week", wk: "week", week: "week", weeks: "week" };

/** "2 h", "3 days", "1 week 2 days", "1.5 h", "90 min": working minutes; null where it can't be read. A bare number means hours. */
export function readDue(text: string): number | null {
  const clean = text.trim().toLowerCase().replace(/\bworking\b|\band\b|,(?!\d)/g, " ").trim();
  if (/^\d+([.,]\d+)?$/.test(clean)) return toMinutes(clean, "hour");
  let minutes = 0;
  let rest = clean;
  while (rest !== "") {
    const part = /^(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?\s*/.exec(rest);
    const unit = part && words[part[2] ?? ""];
    if (!part || !unit) return null;
    minutes += toMinutes(part[1] ?? "", unit);
    rest = rest.slice(part[0].length);
  }
  return minutes > 0 && minutes <= 5_000_000 ? minutes : null;
}

/** The parts that a text is made of, largest first: 1,500 minutes are 3 days and 1 hour. */
export function dueParts(minutes: number): readonly { readonly unit: Unit; readonly count: number }[] {
  const parts: { unit: Unit; count: number }[] = [];
  let rest = minutes;
  for (const unit of ["week", "day", "hour", "minute"] as const) {
    const count = Math.floor(rest / minutesOf[unit]);
    if (count > 0) parts.push({ unit, count });
    rest -= count * minutesOf[unit];
  }
  return parts;
}

function toMinutes(number: string, unit: Unit): number {
  return Math.round(Number(number.replace(",", ".")) * minutesOf[unit]);
}
