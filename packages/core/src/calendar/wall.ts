/**
 * Wall-clock minutes: whole minutes since 1970-01-01T00:00 on the wall of the plan's own zone, no daylight saving inside.
 * Days are counted from 1970-01-01, a Thursday. Years 1 to 9999 of the proleptic Gregorian calendar.
 */
export const minutesPerDay = 1440;

/** `YYYY-MM-DD` as a day number, or null where there is no such day. */
export function parseDay(text: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return dayNumber(year, month, day);
}

/** `YYYY-MM-DDTHH:MM` (seconds and fractions are cut off) as wall-clock minutes, or null where there is no such moment. */
export function parseWall(text: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d)(?::[0-5]\d(?:\.\d{1,9})?)?)?$/.exec(text);
  if (!parts) return null;
  const day = parseDay(parts[1] ?? "");
  const [hour, minute] = [Number(parts[2] ?? 0), Number(parts[3] ?? 0)];
  if (day === null || hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return day * minutesPerDay + hour * 60 + minute;
}

export function formatDay(day: number): string {
  const { year, month, day: date } = civil(day);
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(date)}`;
}

/** Wall-clock minutes as `YYYY-MM-DDTHH:MM`. */
export function formatWall(minutes: number): string {
  const day = dayOf(minutes);
  const rest = minutes - day * minutesPerDay;
  return `${formatDay(day)}T${pad(Math.floor(rest / 60))}:${pad(rest % 60)}`;
}

/** Day number of the day that a wall-clock minute falls in. */
export function dayOf(minutes: number): number {
  return Math.floor(minutes / minutesPerDay);
}

/** 0 Monday … 6 Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Day number of a civil date; Howard Hinnant's days_from_civil: years begin in March so that the leap day is last. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function civil(day: number): { year: number; month: number; day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
