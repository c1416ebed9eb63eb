import { addDays } from "../task/index.ts";

/** The days of the weeks that a month (`YYYY-MM`) is in, from Monday on. */
export function monthDays(month: string): string[] {
  const first = `${month}-01`;
  let day = addDays(first, -((new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7));
  const days: string[] = [];
  while (days.length < 42 && (days.length % 7 !== 0 || day.slice(0, 7) <= month)) {
    days.push(day);
    day = addDays(day, 1);
  }
  return days;
}

export function neighbour(month: string, by: 1 | -1): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + by, 1)).toISOString().slice(0, 7);
}

export function monthOf(month: string, locale: string, length: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(locale, { month: length, year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}
