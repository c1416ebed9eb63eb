import { useText } from "../messages/index.ts";
import { Button } from "../ui/index.ts";
import { hoursTexts } from "./en.ts";
import type { Hours } from "./hours.ts";
import { ShiftFields } from "./shift-fields.tsx";
import { useDayName } from "./summary.tsx";

/** The working hours of each weekday. */
export function WeekFields({ week, onWeek }: { week: Hours; onWeek: (week: Hours) => void }) {
  const t = useText(hoursTexts);
  const dayName = useDayName("long");
  return (
    <div className="flex flex-col gap-1">
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
        {week.map((shifts, day) => (
          <li key={day} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-3 py-1.5">
            <span className="flex h-8 shrink-0 basis-full items-center text-sm font-medium sm:w-24 sm:basis-auto">{dayName(day)}</span>
            <ShiftFields
              day={dayName(day)}
              shifts={shifts}
              onShifts={(next) => onWeek(week.map((before, at) => (at === day ? next : before)))}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="small"
          kind="quiet"
          onClick={() => onWeek(week.map((shifts, day) => (day < 5 ? (week[0] ?? []).map((shift) => ({ ...shift })) : shifts)))}
        >
          {t("copyToAll")}
        </Button>
      </div>
    </div>
  );
}
