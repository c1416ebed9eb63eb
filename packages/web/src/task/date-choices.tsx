import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { Button, cx, DateInput, Field, SegmentedControl, TextInput, useFormat } from "../ui/index.ts";
import type { Dates } from "./changes.ts";
import { addDays, endOfDay, instantAt, nextWeekday, startOfDay, wallAt, weekdayOf } from "./clock.ts";
import { taskTexts } from "./en.ts";
import { useMoments } from "./moments.ts";
import type { Task } from "./task.ts";

/** The days one usually means, and any other. */
export function DateChoices({
  task,
  first,
  onDates,
}: {
  task: Pick<Task, "dueAt" | "notBefore" | "home">;
  first: "dueAt" | "notBefore";
  onDates: (dates: Dates) => void;
}) {
  const t = useText(taskTexts);
  const { zone, today, now } = useMoments();
  const format = useFormat(zone);
  const [which, setWhich] = useState(first);
  const value = which === "dueAt" ? task.dueAt : task.notBefore;
  const plain = which === "dueAt" ? endOfDay : startOfDay;
  const [wallDay = "", wallTime = ""] = (value ? wallAt(value, zone) : "").split("T");
  const [day, setDay] = useState(wallDay);
  const [time, setTime] = useState(wallTime === plain ? "" : wallTime);
  const set = (instant: string | null) => onDates(which === "dueAt" ? { dueAt: instant } : { notBefore: instant });
  const at = (chosen: string) => set(instantAt(chosen, plain, zone));
  const inThreeHours = new Date(Math.ceil((now.getTime() + 3 * 3_600_000) / 900_000) * 900_000);
  const later = wallAt(inThreeHours, zone).startsWith(today)
    ? [{ label: t("laterToday"), hint: wallAt(inThreeHours, zone).slice(11), run: () => set(inThreeHours.toISOString()) }]
    : [];
  const friday = weekdayOf(today) < 5 ? nextWeekday(today, 5) : null;
  const days = [
    ...(which === "dueAt" ? [{ label: t("today"), day: today }] : []),
    { label: t("tomorrow"), day: addDays(today, 1) },
    ...(friday !== null && friday !== addDays(today, 1) && which === "dueAt" ? [{ label: t("endOfWeek"), day: friday }] : []),
    ...(nextWeekday(today, 1) === addDays(today, 1) ? [] : [{ label: t("nextWeek"), day: nextWeekday(today, 1) }]),
    { label: t("inTwoWeeks"), day: addDays(today, 14) },
    ...(which === "notBefore" ? [{ label: t("inAMonth"), day: addDays(today, 30) }] : []),
  ];
  return (
    <div className="flex w-76 max-w-full flex-col gap-2">
      {task.home.kind === "run" ? (
        <p className="text-xs text-faint">{t("runDecides", { run: task.home.title })}</p>
      ) : (
        <div>
          <SegmentedControl
            label={t("dates")}
            value={which}
            onValue={setWhich}
            choices={[
              { value: "dueAt", label: t("due") },
              { value: "notBefore", label: t("notBefore") },
            ]}
          />
        </div>
      )}
      <ul className="flex flex-col" aria-label={which === "dueAt" ? t("setDue") : t("setNotBefore")}>
        {which === "notBefore"
          ? later.map((choice) => <Quick key={choice.label} label={choice.label} hint={choice.hint} onPress={choice.run} />)
          : null}
        {days.map((choice) => (
          <Quick key={choice.label} label={choice.label} hint={format.weekday(choice.day)} onPress={() => at(choice.day)} />
        ))}
        {value !== null ? <Quick label={which === "dueAt" ? t("noDate") : t("now")} hint="" onPress={() => set(null)} quiet /> : null}
      </ul>
      <form
        className="flex items-end gap-2 border-t border-line pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (day) set(instantAt(day, time || plain, zone));
        }}
      >
        <div className="w-36">
          <Field label={t("exactly")}>
            <DateInput value={day} onValue={setDay} />
          </Field>
        </div>
        <div className="w-28">
          <Field label={t("exactTime")}>
            <TextInput type="time" value={time} onValue={setTime} />
          </Field>
        </div>
        <Button type="submit" why={day === "" ? t("exactly") : null} aria-label={t("setDate")} icon={<CalendarClock size={14} />} />
      </form>
    </div>
  );
}

function Quick({ label, hint, onPress, quiet = false }: { label: string; hint: string; onPress: () => void; quiet?: boolean }) {
  return (
    <li>
      <button
        type="button"
        onClick={onPress}
        className={cx(
          "flex min-h-8 w-full items-center justify-between gap-3 rounded-md px-2 text-start text-sm first-letter:uppercase hover:bg-hover pointer-coarse:min-h-10",
          quiet && "text-muted",
        )}
      >
        <span className="first-letter:uppercase">{label}</span>
        <span className="text-xs text-faint">{hint}</span>
      </button>
    </li>
  );
}
