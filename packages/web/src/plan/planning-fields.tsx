import { formatWall, parseDay } from "@rondo/core/calendar";
import { useMemo } from "react";
import { useRead } from "../session/index.ts";
import { Checkbox, DateInput, Field, NumberInput, Select } from "../ui/index.ts";
import type { TaskSet } from "./edit.ts";
import { Length } from "./length.tsx";
import { calendarOf, dayPart, type Place, type Plan, type PlanEntry, type PlanTask, usualDay } from "./model.ts";
import { RunsFields } from "./runs-fields.tsx";
import { TypeFields } from "./type-fields.tsx";
import type { Words } from "./use-words.ts";

type Planning = Place["planning"];
type Type = NonNullable<Planning["constraint"]>["type"];
type Props = {
  plan: Plan;
  task: PlanTask;
  place: Place;
  entry: PlanEntry | undefined;
  words: Words;
  locked: boolean;
  onSet: (set: TaskSet) => void;
};

const types: readonly Type[] = ["ALAP", "MSO", "MFO", "SNLT", "FNET", "FNLT"];
const finishes: ReadonlySet<string> = new Set(["MFO", "FNET", "FNLT"]);

/** What is seldom said of a task: a harder date than “not earlier”, that it was begun, a pin, a pause. */
export function PlanningFields({ plan, task, place, entry, words, locked, onSet }: Props) {
  const { t } = words;
  const calendar = useMemo(() => calendarOf(plan), [plan.calendar, plan.start, plan.finish]);
  const end = usualDay(plan.calendar.week).to;
  const { planning } = place;
  const calendars = useRead("GET /calendars", {}, { watch: ["calendar"] }).data?.items;
  const { constraint, started, remainingMinutes, pinned, pauses } = planning;
  const set = (part: { [K in keyof Planning]?: Planning[K] | undefined }) =>
    onSet({ planning: Object.fromEntries(Object.entries({ ...planning, ...part }).filter(([, value]) => value !== undefined)) });
  const startOf = (day: string) => (parseDay(day) === null ? null : formatWall(calendar.next(parseDay(day)! * 1440)));
  const momentOf = (type: Type, day: string) =>
    finishes.has(type) ? `${day}T${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}` : startOf(day);
  const hold = (type: Type | "", day: string) => {
    if (type === "") return set({ constraint: undefined });
    if (type === "ALAP") return set({ constraint: { type } });
    const at = momentOf(type, day);
    return at === null ? undefined : set({ constraint: { type, at } });
  };
  const from = dayPart(entry?.start ?? plan.start);
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <Field label={t("constraint")} help={constraint && constraint.type !== "ALAP" ? t("constraintHelp") : undefined}>
        <Select
          value={constraint?.type ?? "ASAP"}
          onValue={(type) =>
            hold(
              type === "ASAP" ? "" : (type as Type),
              dayPart(constraint?.at ?? "") || (finishes.has(type) ? dayPart(entry?.finish ?? plan.finish) : from),
            )
          }
          disabled={locked}
          choices={[
            { value: "ASAP", label: t("constraintNone") },
            ...types.map((type) => ({ value: type, label: t(`constraint${type}`) })),
          ]}
        />
      </Field>
      {constraint && constraint.type !== "ALAP" ? (
        <Field label={t("constraintDay")}>
          <DateInput
            value={dayPart(constraint.at ?? "")}
            onValue={(day) => (day === "" ? hold("", "") : hold(constraint.type, day))}
            disabled={locked}
          />
        </Field>
      ) : null}
      <Field label={t("started")} help={t("startedHelp")}>
        <DateInput
          value={dayPart(started ?? "")}
          onValue={(day) =>
            set(
              day === "" ? { started: undefined, remainingMinutes: undefined } : { started: startOf(day) ?? undefined, pinned: undefined },
            )
          }
          disabled={locked}
        />
      </Field>
      {started === undefined ? null : (
        <Length
          label={t("remaining")}
          minutes={remainingMinutes ?? place.workingMinutes}
          words={words}
          locked={locked}
          onValue={(minutes) => set({ remainingMinutes: Math.min(minutes, place.workingMinutes) })}
        />
      )}
      <div className="self-center">
        <Checkbox
          checked={pinned !== undefined}
          disabled={locked || started !== undefined}
          onChecked={(on) => set({ pinned: on && entry ? { start: entry.start } : undefined })}
          label={t("pinned")}
          help={t("pinnedHelp")}
        />
      </div>
      {pinned === undefined ? null : (
        <Field label={t("pinnedDay")}>
          <DateInput
            value={dayPart(pinned.start)}
            onValue={(day) => set({ pinned: day === "" ? undefined : { start: startOf(day) ?? pinned.start } })}
            disabled={locked}
          />
        </Field>
      )}
      <div className="self-center">
        <Checkbox
          checked={pauses !== undefined}
          disabled={locked || place.workingMinutes < 2}
          onChecked={(on) =>
            set({
              pauses: on ? [{ after: Math.max(1, Math.floor(place.workingMinutes / 2)), minutes: words.units.minutesPerDay }] : undefined,
            })
          }
          label={t("split")}
          help={t("splitHelp")}
        />
      </div>
      <div className="self-center">
        <Checkbox
          checked={planning.interruptible === true}
          disabled={locked}
          onChecked={(on) => set({ interruptible: on || undefined })}
          label={t("interruptible")}
          help={t("interruptibleHelp")}
        />
      </div>
      {pauses?.map((pause, index) => (
        <div key={index} className="grid grid-cols-2 gap-3">
          <Length
            label={t("splitAfter")}
            minutes={pause.after}
            words={words}
            locked={locked}
            onValue={(after) => set({ pauses: pauses.with(index, { ...pause, after: Math.max(1, after) }) })}
          />
          <Length
            label={t("splitFor")}
            minutes={pause.minutes}
            words={words}
            locked={locked}
            onValue={(minutes) => set({ pauses: pauses.with(index, { ...pause, minutes: Math.max(1, minutes) }) })}
          />
        </div>
      ))}
      {place.milestone || planning.runs !== undefined || planning.elapsed === true ? null : (
        <TypeFields task={task} words={words} locked={locked} onSet={onSet} />
      )}
      <RunsFields taskId={task.id} runs={planning.runs} words={words} locked={locked} onRuns={(runs) => set({ runs })} />
      <Field label={t("taskCalendar")} help={t("taskCalendarHelp")}>
        <Select
          value={planning.calendarId ?? ""}
          disabled={locked || planning.elapsed === true}
          onValue={(id) => set({ calendarId: id || undefined })}
          choices={[{ value: "", label: t("taskCalendarNone") }, ...(calendars ?? []).map((one) => ({ value: one.id, label: one.name }))]}
        />
      </Field>
      <Field label={t("fixedCost")} help={t("fixedCostHelp")}>
        <NumberInput
          value={planning.fixedCost === undefined ? null : planning.fixedCost / 100}
          min={0}
          disabled={locked}
          onValue={(amount) => set({ fixedCost: amount === null || amount === 0 ? undefined : Math.round(amount * 100) })}
        />
      </Field>
    </div>
  );
}
