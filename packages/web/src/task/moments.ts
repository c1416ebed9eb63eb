import { useEffect, useMemo, useState } from "react";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { useFormat } from "../ui/index.ts";
import { daysBetween, endOfDay, startOfDay, wallAt } from "./clock.ts";
import { taskTexts } from "./en.ts";

/** Moments as people say them, on the workspace's clock: "today at 14:30", "Friday", "12 Feb". */
export type Moments = ReturnType<typeof useMoments>;

export function useMoments() {
  const t = useText(taskTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const now = useNow();
  return useMemo(() => {
    const today = format.dayAt(now);
    const sayDay = (day: string) => {
      const away = daysBetween(today, day);
      if (away === 0) return t("today");
      if (away === 1) return t("tomorrow");
      if (away === -1) return t("yesterday");
      return Math.abs(away) < 7 ? format.weekdayName(day) : format.day(day, today);
    };
    return {
      now,
      today,
      zone,
      sayDay,
      /** The time only where one was given: not the last or first minute of a day. */
      say: (instant: string) => {
        const [day = "", time = ""] = wallAt(instant, zone).split("T");
        return time === endOfDay || time === startOfDay ? sayDay(day) : t("dayAtTime", { day: sayDay(day), time: format.time(instant) });
      },
      ago: (instant: string) =>
        now.getTime() - Date.parse(instant) < 20 * 3_600_000 ? format.ago(instant, now) : sayDay(format.dayAt(instant)),
      long: format.long,
    };
  }, [t, zone, format, now]);
}

/** Moves on by the minute, so that what becomes late while it is looked at is said to be late. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
