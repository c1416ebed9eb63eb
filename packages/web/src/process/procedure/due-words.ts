import { useMemo } from "react";
import { useText } from "../../messages/index.ts";
import { processTexts } from "../en.ts";
import { useUnits } from "../units.ts";
import { dueParts } from "./due.ts";

/** "3 days 1 hour", as it may be typed again. */
export function useDueWords(): (minutes: number) => string {
  const t = useText(processTexts);
  const units = useUnits();
  return useMemo(
    () => (minutes) =>
      minutes === 0
        ? t("dueNow")
        : dueParts(Math.abs(minutes), units)
            .map(({ unit, count }) => t("duePart", { unit, count }))
            .join(" "),
    [t, units],
  );
}
