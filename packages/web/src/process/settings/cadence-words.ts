import { type CadenceRule, describeRule } from "@rondo/core/cadence";
import { useMemo } from "react";
import { useLocale, useText } from "../../messages/index.ts";
import { cadenceTexts } from "./en.ts";

/** Says a rule: "Every 2 weeks on Monday and Thursday at 09:00; on a day off the working day before". */
export function useCadenceWords(): (rule: CadenceRule, start: string) => string {
  const t = useText(cadenceTexts);
  const locale = useLocale();
  return useMemo(() => {
    const weekday = weekdayNames(locale, "long");
    const list = new Intl.ListFormat(locale, { type: "conjunction" });
    const month = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
    return (rule, start) => {
      const parts = describeRule(rule, start);
      const { on } = parts;
      const day =
        on.kind === "everyDay"
          ? ""
          : on.kind === "weekdays"
            ? t("onWeekdays", { days: list.format(on.weekdays.map((one) => weekday[one - 1] ?? "")) })
            : on.kind === "dayOfMonth"
              ? t("onDay", { day: on.day })
              : on.kind === "nthWeekday"
                ? t("onNth", { position: on.position, weekday: weekday[on.weekday - 1] ?? "" })
                : t("onWorkingDay", { position: on.position, back: -on.position });
      const inMonth =
        parts.month === null
          ? ""
          : rule.unit === "quarter"
            ? t("ofQuarterMonth", { month: parts.month })
            : t("ofMonth", { month: month.format(new Date(Date.UTC(2024, parts.month - 1, 1))) });
      const sentence = [t("every", { unit: parts.unit, every: parts.every }), day, inMonth, t("at", { time: parts.time })]
        .filter(Boolean)
        .join(" ");
      return parts.holidays === "keep" ? sentence : `${sentence}; ${t("holidayWords", { holidays: parts.holidays })}`;
    };
  }, [t, locale]);
}

/** Monday first, as ISO counts them. */
export function weekdayNames(locale: string, width: "long" | "short"): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: width, timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2024, 0, 1 + day))));
}
