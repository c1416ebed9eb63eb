import { workUnits } from "@rondo/core/calendar";
import { Globe, Plus } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { type Calendar, type Exception, hoursTexts, inOrder, Summary, WeekFields } from "../../hours/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { Button, Dialog, ErrorNote, Field, TextInput } from "../../ui/index.ts";
import { useMoments } from "../../task/index.ts";
import { settingsTexts } from "../en.ts";
import { ExceptionRow } from "./exception-row.tsx";
import { Holidays } from "./holidays.tsx";

const usual = { from: 540, to: 1_020 };
const hoursOfDay = (week: Calendar["week"]): number => workUnits(week).minutesPerDay / 60;
const officeWeek = (): Calendar["week"] => [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [usual] : []));

/** Name, week and exceptions, with the sentence that they come to. */
export function CalendarEditor({ calendar, isStandard, onClose }: { calendar: Calendar | null; isStandard: boolean; onClose: () => void }) {
  const t = useText(settingsTexts);
  const tHours = useText(hoursTexts);
  const { id: w } = useWorkspace();
  const { today } = useMoments();
  const [name, setName] = useState(calendar?.name ?? "");
  const [week, setWeek] = useState<Calendar["week"]>(calendar?.week ?? officeWeek());
  const [exceptions, setExceptions] = useState<readonly Exception[]>(calendar?.exceptions ?? []);
  const [choosing, setChoosing] = useState(false);
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const body = {
    name: name.trim(),
    week,
    exceptions: exceptions.map((one) => ({ ...one })).toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  };
  const refused = (problem: { title: string; next: string }) => {
    setWrong(problem);
    return true;
  };
  const save = useChange({
    call: () =>
      calendar === null
        ? requestIn(w, "POST /calendars", { body })
        : requestIn(w, "PATCH /calendars/:c", { params: { c: calendar.id }, version: calendar.version, body }),
    touches: ["calendar", "project", "workspace"],
    said: () => t(calendar === null ? "calendarMade" : "calendarSaved", { name: body.name }),
    refused,
  });
  const remove = useChange({
    call: () => requestIn(w, "DELETE /calendars/:c", { params: { c: calendar?.id ?? "" } }),
    touches: ["calendar"],
    said: () => t("calendarDeleted", { name: body.name }),
    refused,
  });
  const why =
    body.name === ""
      ? t("missingName")
      : !week.every(inOrder) || !exceptions.every((one) => inOrder(one.shifts))
        ? tHours("shiftOrder")
        : exceptions.some((one) => one.to < one.from)
          ? t("exceptionOrder")
          : null;
  const [before, now] = [calendar === null ? null : hoursOfDay(calendar.week), hoursOfDay(week)];
  return (
    <Dialog
      open
      wide
      onOpen={(open) => !open && onClose()}
      title={calendar?.name ?? t("newCalendar")}
      about={<Summary week={week} exceptions={[...exceptions]} />}
      actions={
        <>
          <Button
            kind="primary"
            busy={save.isPending}
            why={why}
            onClick={() => (setWrong(null), save.mutate(undefined, { onSuccess: onClose }))}
          >
            {t("save")}
          </Button>
          {calendar ? (
            <Button
              kind="danger"
              busy={remove.isPending}
              why={isStandard ? t("isStandard") : null}
              onClick={() => (setWrong(null), remove.mutate(undefined, { onSuccess: onClose }))}
            >
              {t("deleteCalendar")}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-6 pb-2">
        {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
        <Field label={t("calendarName")}>
          <TextInput value={name} onValue={setName} maxLength={120} autoFocus={calendar === null} />
        </Field>
        <section className="flex flex-col gap-2">
          <div>
            <h3 className="text-sm font-semibold">{t("week")}</h3>
            <p className="text-sm text-muted">{t("weekAbout")}</p>
          </div>
          <WeekFields week={week} onWeek={setWeek} />
          {before !== null && before !== now && week.every(inOrder) ? (
            <p role="status" className="text-sm text-muted">
              {t("dayLength", { now, before, kept: 2 * before })}
            </p>
          ) : null}
        </section>
        <section className="flex flex-col gap-2">
          <div className="flex flex-wrap items-end justify-between gap-2">
            <div>
              <h3 className="text-sm font-semibold">{t("exceptions")}</h3>
              <p className="text-sm text-muted">{t("exceptionsAbout")}</p>
            </div>
            <div className="flex gap-2">
              <Button size="small" icon={<Globe size={14} />} onClick={() => setChoosing(true)}>
                {t("holidays")}
              </Button>
              <Button
                size="small"
                icon={<Plus size={14} />}
                onClick={() => setExceptions([{ from: today, to: today, name: "", shifts: [] }, ...exceptions])}
              >
                {t("addException")}
              </Button>
            </div>
          </div>
          {choosing ? (
            <Holidays
              taken={exceptions}
              onTake={(days) => {
                setExceptions([...days, ...exceptions].toSorted((a, b) => (a.from < b.from ? -1 : 1)));
                setChoosing(false);
              }}
              onClose={() => setChoosing(false)}
            />
          ) : null}
          {exceptions.length === 0 ? <p className="text-sm text-faint">{t("noExceptions")}</p> : null}
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
            {exceptions.map((one, index) => (
              <ExceptionRow
                key={index}
                exception={one}
                onChange={(next) => setExceptions(exceptions.map((other, at) => (at === index ? next : other)))}
                onRemove={() => setExceptions(exceptions.filter((_, at) => at !== index))}
              />
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
