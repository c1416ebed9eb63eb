import { useState } from "react";
import { useLocale, useText } from "../messages/index.ts";
import { useGo } from "../shell/index.ts";
import { useChange, useDraft, useMe, useWorkspace } from "../session/index.ts";
import { DateInput, Field, notify, NumberInput, Select, TextArea, TextInput } from "../ui/index.ts";
import { PersonPicker, useMoments, weekdayOf } from "../task/index.ts";
import { newTexts } from "./en.ts";
import { MakeForm } from "./make.tsx";
import { makeRepeating, type Rule } from "./repeating.ts";

/** A process of one step and a cadence, made in one go: the process, who does it, its first revision, when it recurs. */
export function MakeRepeating({ called }: { called: string }) {
  const t = useText(newTexts);
  const { id: w, role } = useWorkspace();
  const me = useMe().person;
  const go = useGo();
  const moments = useMoments();
  const [title, setTitle, forgetTitle] = useDraft("new name", called);
  const [notes, setNotes, forgetNotes] = useDraft("new notes", "");
  const [owner, setOwner] = useState<{ id: string; name: string }>({ id: me.id, name: me.name });
  const [every, setEvery] = useState<number | null>(1);
  const [unit, setUnit] = useState<Rule["unit"]>("week");
  const [weekdays, setWeekdays] = useState<readonly number[]>([Math.min(5, weekdayOf(moments.today))]);
  const [time, setTime] = useState("08:00");
  const [start, setStart] = useState(moments.today);
  const [holidays, setHolidays] = useState<NonNullable<Rule["holidays"]>>("after");
  const rule: Rule = {
    every: every ?? 1,
    unit,
    time: time || "08:00",
    holidays,
    ...(unit === "week" && weekdays.length > 0 ? { weekdays: [...weekdays] } : {}),
  };

  const make = useChange({
    call: () => makeRepeating(w, { title: title.trim(), notes, doer: t("doer"), ownerId: owner.id, rule, start: start || moments.today }),
    touches: ["process", "task", "run"],
  });
  return (
    <MakeForm
      press={t("makeRepeating")}
      why={role === "guest" ? t("guestsMayNot") : title.trim() === "" ? t("missingTask") : null}
      busy={make.isPending}
      onMake={() =>
        make.mutate(undefined, {
          onSuccess: ({ processId, next: [next] }) => {
            notify({ title: t("repeatingMade", { title, when: next ? moments.say(next.at) : moments.sayDay(start) }) });
            forgetTitle();
            forgetNotes();
            go({ to: "/processes/$id", params: { id: processId } });
          },
        })
      }
    >
      <Field label={t("taskTitle")}>
        <TextInput value={title} onValue={setTitle} maxLength={120} large />
      </Field>
      <div className="grid grid-cols-[8rem_1fr] gap-4 sm:grid-cols-[6rem_9rem_8.5rem_1fr]">
        <Field label={t("every")}>
          <NumberInput value={every} onValue={setEvery} min={1} max={1000} />
        </Field>
        <Field label={t("unitLabel")}>
          <Select
            value={unit}
            onValue={setUnit}
            choices={(["day", "week", "month", "quarter", "year"] as const).map((value) => ({
              value,
              label: t((every ?? 1) === 1 ? "unit" : "units", { unit: value }),
            }))}
          />
        </Field>
        <Field label={t("atTime")}>
          <TextInput type="time" value={time} onValue={setTime} />
        </Field>
        <Field label={t("firstDay")}>
          <DateInput value={start} onValue={setStart} />
        </Field>
      </div>
      {unit === "week" ? <Weekdays value={weekdays} onValue={setWeekdays} /> : null}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t("forWhom")}>
          <PersonPicker value={owner} onValue={(person) => person && setOwner(person)} required />
        </Field>
        <Field label={t("holidays")}>
          <Select
            value={holidays}
            onValue={setHolidays}
            choices={(["after", "before", "keep", "skip"] as const).map((value) => ({ value, label: t("holidaysChoice", { value }) }))}
          />
        </Field>
      </div>
      <Field label={t("notes")} optional>
        <TextArea value={notes} onValue={setNotes} rows={2} />
      </Field>
    </MakeForm>
  );
}

/** Which days of the week, in the week's own order. */
function Weekdays({ value, onValue }: { value: readonly number[]; onValue: (days: readonly number[]) => void }) {
  const t = useText(newTexts);
  const names = new Intl.DateTimeFormat(useLocale(), { weekday: "short", timeZone: "UTC" });
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-muted">{t("weekdays")}</legend>
      <div className="flex flex-wrap gap-1.5">
        {[1, 2, 3, 4, 5, 6, 7].map((day) => {
          const on = value.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={on}
              onClick={() => onValue(on ? value.filter((one) => one !== day) : [...value, day].toSorted())}
              className="h-8 min-w-11 rounded-md border border-line bg-raised px-2 text-sm aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-strong hover:border-line-strong pointer-coarse:h-10"
            >
              {names.format(new Date(Date.UTC(2024, 0, day)))}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
