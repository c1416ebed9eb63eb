import type { WorkUnits } from "@rondo/core/calendar";
import { createContext, use } from "react";

/** How long a day and a week of work are on the process's calendar. */
export const Units = createContext<WorkUnits>({ minutesPerDay: 480, minutesPerWeek: 2_400 });

/** Time as it passes, nights and all. */
export const roundTheClock: WorkUnits = { minutesPerDay: 1_440, minutesPerWeek: 10_080 };

export function useUnits(): WorkUnits {
  return use(Units);
}
