import { dayNumber, dayOf, formatDay, instantOfWall, parseWall, wallOfInstant, weekdayOf } from "@rondo/core/calendar";

/**
 * `{{-3}}` in a world's text stands for the day three days ago, `{{0}}` for today, `{{2}}` for the day after tomorrow. What
 * would fall on a weekend moves away from today (the past to Friday, what is ahead to Monday): libraries are read about
 * on Sundays, but their scanners rest. Today stays today.
 */
export function placeDates(text: string, now: Date, zone: string): string {
  const today = dayOf(wallOfInstant(now.getTime(), zone));
  return text.replace(/\{\{([+-]?\d{1,4})\}\}/g, (_, offset: string) => formatDay(workday(today + Number(offset), Number(offset))));
}

function workday(day: number, offset: number): number {
  const weekday = weekdayOf(day);
  if (offset === 0 || weekday < 5) return day;
  return offset < 0 ? day - (weekday - 4) : day + (7 - weekday);
}

/** A wall-clock moment of a world's text as an instant; one of the past that has not come yet today is now. */
export function instantAt(wall: string, zone: string): string {
  return new Date(instantOfWall(parseWall(wall) ?? 0, zone)).toISOString();
}

type Holiday = { readonly from: string; readonly to: string; readonly name: string; readonly shifts: [] };

/** The public holidays of Berlin in these years. */
export function holidaysOfBerlin(firstYear: number, lastYear: number): Holiday[] {
  const days: Holiday[] = [];
  for (let year = firstYear; year <= lastYear; year += 1) {
    const easter = easterSunday(year);
    const on = (day: number, name: string): void => void days.push({ from: formatDay(day), to: formatDay(day), name, shifts: [] });
    on(dayNumber(year, 1, 1), "New Year");
    on(dayNumber(year, 3, 8), "Women's Day");
    on(easter - 2, "Good Friday");
    on(easter + 1, "Easter Monday");
    on(dayNumber(year, 5, 1), "Labour Day");
    on(easter + 39, "Ascension Day");
    on(easter + 50, "Whit Monday");
    on(dayNumber(year, 10, 3), "Day of German Unity");
    on(dayNumber(year, 12, 25), "Christmas Day");
    on(dayNumber(year, 12, 26), "Boxing Day");
  }
  return days.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** The Gregorian computus of Meeus, Jones and Butcher: Jean Meeus, Astronomical Algorithms, chapter 8. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const i = Math.floor(c / 4);
  const l = (32 + 2 * (b % 4) + 2 * i - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayNumber(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}
