import { useText } from "../messages/index.ts";
import { SegmentedControl } from "../ui/index.ts";
import { hoursTexts } from "./en.ts";
import { type Hours, inOrder, weekMinutes } from "./hours.ts";
import { Summary } from "./summary.tsx";
import { WeekFields } from "./week-fields.tsx";

/** Somebody's hours: those of the workspace's calendar, or a week of their own; `mine`: one's own. */
export function HoursChoice({
  hours,
  calendar,
  mine,
  disabled = false,
  onHours,
}: {
  hours: Hours | null;
  calendar: Hours;
  mine: boolean;
  disabled?: boolean;
  onHours: (hours: Hours | null) => void;
}) {
  const t = useText(hoursTexts);
  return (
    <div className="flex flex-col gap-2">
      {disabled ? null : (
        <div>
          <SegmentedControl
            label={t("own")}
            value={hours === null ? "calendar" : "own"}
            onValue={(kind) => onHours(kind === "own" ? calendar.map((shifts) => shifts.map((shift) => ({ ...shift }))) : null)}
            choices={[
              { value: "calendar", label: t("asCalendar") },
              { value: "own", label: t(mine ? "byOneself" : "byThemselves") },
            ]}
          />
        </div>
      )}
      <p className="text-sm text-muted">
        <Summary week={hours ?? calendar} />
      </p>
      {hours === null || disabled ? null : <WeekFields week={hours} onWeek={onHours} />}
    </div>
  );
}

/** Why these can't be saved, if so. */
export function useWrongHours(hours: Hours | null): string | null {
  const t = useText(hoursTexts);
  if (hours === null) return null;
  return !hours.every(inOrder) ? t("shiftOrder") : weekMinutes(hours) === 0 ? t("nothing") : null;
}
