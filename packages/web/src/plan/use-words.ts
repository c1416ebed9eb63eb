import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { useFormat } from "../ui/index.ts";
import { durationText, parseDuration } from "./duration.ts";
import { planTexts } from "./en.ts";
import { dayPart, type Plan, usualDay } from "./model.ts";

/** Days and durations of a plan in the person's own words, and back. */
export function useWords(week: Plan["calendar"]["week"]) {
  const t = useText(planTexts);
  const format = useFormat();
  return useMemo(() => {
    const units = usualDay(week);
    return {
      units,
      /** "24 Mar 2026"; without the year in the year of `today`. */
      day: (wall: string, today?: string) => (dayPart(wall) === "" ? "" : format.day(dayPart(wall), today)),
      /** "6–12 Mar", "28 Feb – 3 Mar": as short as it can be said. */
      days: (from: string, to: string, today: string) =>
        dayPart(from) === "" || dayPart(to) === "" ? "" : format.days(dayPart(from), dayPart(to), today),
      weekday: (wall: string) => (dayPart(wall) === "" ? "" : format.weekday(dayPart(wall))),
      duration: (minutes: number) => durationText(minutes, units),
      minutes: (text: string) => parseDuration(text, units),
      t,
      format,
    };
  }, [week, t, format]);
}

export type Words = ReturnType<typeof useWords>;
