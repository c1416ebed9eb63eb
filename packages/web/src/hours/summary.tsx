import { useLocale, useText } from "../messages/index.ts";
import { useFormat } from "../ui/index.ts";
import { hoursTexts } from "./en.ts";
import { type Calendar, clockOf, type Hours, type Shift, spells, weekMinutes } from "./hours.ts";

/** A week in a sentence: "Mon–Fri 09:00–12:00 and 13:00–17:30 · 38.5 h a week", a calendar with "· 12 exceptions". */
export function Summary({ week, exceptions }: { week: Hours; exceptions?: Calendar["exceptions"] }) {
  const t = useText(hoursTexts);
  const format = useFormat();
  const dayName = useDayName("short");
  const hours = (shifts: readonly Shift[]) => format.list(shifts.map((shift) => `${clockOf(shift.from)}–${clockOf(shift.to)}`));
  const parts = spells(week).map(({ first, last, shifts }) =>
    t("weekSummary", { days: first === last ? dayName(first) : `${dayName(first)}–${dayName(last)}`, hours: hours(shifts) }),
  );
  return (
    <>
      {parts.length === 0 ? t("noHours") : parts.join("; ")} · {t("hoursAWeek", { hours: format.work(weekMinutes(week)) })}
      {exceptions ? ` · ${t("daysOff", { count: exceptions.length })}` : null}
    </>
  );
}

/** The name of a weekday, 0 = Monday. */
export function useDayName(style: "short" | "long"): (day: number) => string {
  const names = new Intl.DateTimeFormat(useLocale(), { weekday: style, timeZone: "UTC" });
  return (day) => names.format(new Date(Date.UTC(2024, 0, day + 1)));
}
