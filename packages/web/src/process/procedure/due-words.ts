import { useMemo } from "react";
import { useText } from "../../messages/index.ts";
import { processTexts } from "../en.ts";
import { useUnits } from "../units.ts";
import { writeDue } from "./due.ts";

/** "3 d 1 h", as it may be typed again. */
export function useDueWords(): (minutes: number) => string {
  const t = useText(processTexts);
  const units = useUnits();
  return useMemo(() => (minutes) => (minutes === 0 ? t("dueNow") : writeDue(Math.abs(minutes), units)), [t, units]);
}
