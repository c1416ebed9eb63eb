import { workUnits } from "@rondo/core/calendar";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { type Calendar, type Exception, hoursTexts, inOrder, ShiftFields, Summary, WeekFields } from "../../hours/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { Button, DateInput, Dialog, ErrorNote, Field, IconButton, SegmentedControl, TextInput } from "../../ui/index.ts";
import { useMoments } from "../../task/index.ts";
import { settingsTexts } from "../en.ts";

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
  const putException = (index: number, change: Partial<Exception>) =>
    setExceptions(exceptions.map((one, at) => (at === index ? { ...one, ...change } : one)));
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
            <Button
              size="small"
              icon={<Plus size={14} />}
              onClick={() => setExceptions([{ from: today, to: today, name: "", shifts: [] }, ...exceptions])}
            >
              {t("addException")}
            </Button>
          </div>
          {exceptions.length === 0 ? <p className="text-sm text-faint">{t("noExceptions")}</p> : null}
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
            {exceptions.map((one, index) => (
              <li key={index} className="flex flex-col gap-2 px-3 py-2">
                <div className="flex flex-wrap items-end gap-2">
                  <div className="w-36">
                    <Field label={t("from")}>
                      <DateInput
                        value={one.from}
                        onValue={(from) => putException(index, { from, ...(one.to < from ? { to: from } : {}) })}
                      />
                    </Field>
                  </div>
                  <div className="w-36">
                    <Field label={t("to")} error={one.to < one.from ? t("exceptionOrder") : null}>
                      <DateInput value={one.to} onValue={(to) => putException(index, { to })} />
                    </Field>
                  </div>
                  <div className="min-w-0 flex-1 basis-40">
                    <Field label={t("exceptionName")}>
                      <TextInput value={one.name} onValue={(next) => putException(index, { name: next })} maxLength={120} />
                    </Field>
                  </div>
                  <SegmentedControl
                    label={one.name || t("exceptionName")}
                    value={one.shifts.length === 0 ? "off" : "hours"}
                    onValue={(kind) => putException(index, { shifts: kind === "off" ? [] : [{ from: 540, to: 780 }] })}
                    choices={[
                      { value: "off", label: t("exceptionKind", { off: "true" }) },
                      { value: "hours", label: t("exceptionKind", { off: "false" }) },
                    ]}
                  />
                  <IconButton
                    label={t("removeException", { name: one.name })}
                    icon={<X size={14} />}
                    onClick={() => setExceptions(exceptions.filter((_, at) => at !== index))}
                  />
                </div>
                {one.shifts.length > 0 ? (
                  <ShiftFields day={one.name || one.from} shifts={one.shifts} onShifts={(shifts) => putException(index, { shifts })} />
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
