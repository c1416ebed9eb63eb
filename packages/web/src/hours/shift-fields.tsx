import { Plus, X } from "lucide-react";
import { useText } from "../messages/index.ts";
import { IconButton, TextInput } from "../ui/index.ts";
import { hoursTexts } from "./en.ts";
import { clockOf, inOrder, minutesOf, type Shift } from "./hours.ts";

/** The working hours of one day: any number of spells, none is off. */
export function ShiftFields({ day, shifts, onShifts }: { day: string; shifts: readonly Shift[]; onShifts: (shifts: Shift[]) => void }) {
  const t = useText(hoursTexts);
  const put = (index: number, change: Partial<Shift>) =>
    onShifts(shifts.map((shift, at) => (at === index ? { ...shift, ...change } : shift)));
  const last = shifts.at(-1);
  const next: Shift =
    last === undefined ? { from: 540, to: 1_020 } : { from: Math.min(1_380, last.to + 60), to: Math.min(1_440, last.to + 240) };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1.5">
        {shifts.length === 0 ? <span className="text-sm text-faint">{t("off")}</span> : null}
        {shifts.map((shift, index) => (
          <span key={index} className="flex items-center gap-1">
            <span className="w-28 [&_input::-webkit-calendar-picker-indicator]:hidden">
              <TextInput
                type="time"
                aria-label={`${day}: ${t("from")}`}
                value={clockOf(shift.from)}
                onValue={(clock) => put(index, { from: minutesOf(clock) ?? shift.from })}
              />
            </span>
            <span aria-hidden="true" className="text-faint">
              –
            </span>
            <span className="w-28 [&_input::-webkit-calendar-picker-indicator]:hidden">
              <TextInput
                type="time"
                aria-label={`${day}: ${t("to")}`}
                value={clockOf(shift.to)}
                onValue={(clock) => put(index, { to: minutesOf(clock, true) ?? shift.to })}
              />
            </span>
            <IconButton
              size="small"
              label={t("removeShift", { day })}
              icon={<X size={14} />}
              onClick={() => onShifts(shifts.filter((_, at) => at !== index))}
            />
          </span>
        ))}
        <IconButton size="small" label={t("addShiftOn", { day })} icon={<Plus size={14} />} onClick={() => onShifts([...shifts, next])} />
      </div>
      {inOrder(shifts) ? null : <span className="text-xs text-act">{t("shiftOrder")}</span>}
    </div>
  );
}
