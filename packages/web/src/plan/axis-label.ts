import { civil, formatDay } from "@rondo/core/calendar";
import { useCallback, useMemo } from "react";
import type { Unit, Zoom } from "../chart/index.ts";
import { useLocale, useText } from "../messages/index.ts";
import { planTexts } from "./en.ts";

type Label = (unit: Unit, day: number, minute?: number) => string;

/** Labels of the time axis in the person's own language. */
export function useAxisLabel(zoom: Zoom): Label {
  const labelAt = useAxisLabels();
  return useMemo(() => labelAt(zoom), [labelAt, zoom]);
}

/** The same, for a zoom that is not known yet. */
export function useAxisLabels(): (zoom: Zoom) => Label {
  const locale = useLocale();
  const t = useText(planTexts);
  const formats = useMemo(() => {
    const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return {
      month: of({ month: "long", year: "numeric" }),
      monthOnly: of({ month: "long" }),
      weekday: of({ weekday: "narrow" }),
      weekdayLong: of({ weekday: "long", day: "numeric", month: "long" }),
      hour: of({ hour: "numeric" }),
      day: of({ day: "numeric", month: "short" }),
    };
  }, [locale]);
  return useCallback(
    (zoom) =>
      (unit, day, minute = 0) => {
        if (unit === "hour") return formats.hour.format(new Date(minute * 60_000));
        const date = new Date(`${formatDay(day)}T00:00:00Z`);
        const { year, month, day: dayOfMonth } = civil(day);
        switch (unit) {
          case "day":
            return zoom === "hour" ? formats.weekdayLong.format(date) : `${formats.weekday.format(date)} ${dayOfMonth}`;
          case "week":
            return formats.day.format(date);
          case "month":
            return zoom === "month" ? formats.monthOnly.format(date) : formats.month.format(date);
          case "quarter":
            return zoom === "quarter" || zoom === "year"
              ? t("quarter", { number: Math.ceil(month / 3) })
              : t("quarterOf", { number: Math.ceil(month / 3), year: String(year) });
          default:
            return String(year);
        }
      },
    [formats, t],
  );
}
