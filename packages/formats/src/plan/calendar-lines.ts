import { standardCalendar, type CalendarDefinition, type CalendarException, type Shift } from "@rondo/core/calendar";

const dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** `mon-fri 08:00-12:00 13:00-17:00` gives those days these hours; `every day 00:00-24:00` all of them. Null where it says neither. */
export function readWeekLine(text: string): { days: number[]; shifts: Shift[] } | null {
  const parts = /^(every day|[a-z]{3}(?:-[a-z]{3})?(?:,[a-z]{3}(?:-[a-z]{3})?)*)\s+(.+)$/.exec(text);
  const days = parts?.[1] === "every day" ? [0, 1, 2, 3, 4, 5, 6] : parts?.[1]?.split(",").flatMap(dayRange);
  const shifts = parts ? readShifts(parts[2]!) : null;
  return days && shifts && days.every((day) => day >= 0) ? { days, shifts } : null;
}

/** `2026-12-24 to 2026-12-26 off "Christmas"`, `2026-03-07 09:00-12:00`. */
export function readExceptionLine(text: string): CalendarException | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?\s+(off|[\d:\- ]+?)(?:\s+"([^"]*)")?$/.exec(text);
  const shifts = parts ? readShifts(parts[3]!) : null;
  return parts && shifts ? { from: parts[1]!, to: parts[2] ?? parts[1]!, shifts, name: parts[4] ?? "" } : null;
}

/** A calendar with nothing said of it is the standard one; the first line about a weekday clears the week. */
export class CalendarLines {
  private week: Shift[][] | null = null;
  private readonly exceptions: CalendarException[] = [];

  /** False where the line makes no sense. */
  take(text: string): boolean {
    const exception = readExceptionLine(text);
    if (exception) this.exceptions.push(exception);
    const days = exception ? null : readWeekLine(text);
    if (days) {
      this.week ??= Array.from({ length: 7 }, () => []);
      for (const day of days.days) this.week[day] = [...this.week[day]!, ...days.shifts].toSorted((a, b) => a.from - b.from);
    }
    return exception !== null || days !== null;
  }

  definition(): CalendarDefinition {
    return { week: this.week ?? standardCalendar.week, exceptions: this.exceptions };
  }
}

function dayRange(text: string): number[] {
  const [from, to] = text.split("-").map((name) => dayNames.indexOf(name));
  if (from === undefined || from < 0 || to === -1) return [-1];
  return to === undefined ? [from] : Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => (from + step) % 7);
}

function readShifts(text: string): Shift[] | null {
  if (text === "off") return [];
  const shifts = text
    .trim()
    .split(/\s+/)
    .map((part) => {
      const parts = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(part);
      return parts ? { from: Number(parts[1]) * 60 + Number(parts[2]), to: Number(parts[3]) * 60 + Number(parts[4]) } : null;
    });
  return shifts.every((shift) => shift !== null) ? shifts : null;
}
