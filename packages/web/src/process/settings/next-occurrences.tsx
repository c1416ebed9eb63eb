import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Button, DateInput, Dialog, Field, Menu, TextInput, useFormat } from "../../ui/index.ts";
import type { Cadence } from "../process.ts";
import { cadenceTexts } from "./en.ts";

type Exception = Cadence["exceptions"][number];
type Props = { cadence: Cadence; onExceptions: ((exceptions: Exception[]) => void) | null; onFrom: (day: string) => void };

/** The next times it comes due; of each, this one alone can be left out or moved, or all from it on be changed. */
export function NextOccurrences({ cadence, onExceptions, onFrom }: Props) {
  const t = useText(cadenceTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const [moving, setMoving] = useState<Cadence["next"][number] | null>(null);
  const others = (day: string) => cadence.exceptions.filter((one) => one.day !== day);
  const today = format.dayAt(new Date());
  const leftOut = cadence.exceptions.filter(({ day, to }) => to === null && day >= today);
  if (onExceptions === null)
    return cadence.next[0] ? (
      <p className="text-xs text-faint">{`${t("next")} ${cadence.next
        .slice(0, 3)
        .map(({ at }) => format.moment(at))
        .join(" · ")}`}</p>
    ) : null;
  return (
    <>
      {cadence.next.length > 0 || leftOut.length > 0 ? (
        <ul aria-label={t("nextOf", { name: cadence.name })} className="mt-1 flex flex-wrap items-center gap-1">
          {cadence.next.slice(0, 3).map((one) => {
            const when = `${format.weekday(format.dayAt(one.at))} ${format.time(one.at)}`;
            return (
              <li key={one.at}>
                <Menu
                  trigger={
                    <Button size="small" aria-label={t("occurrenceMenu", { when })}>
                      <span className="tabular-nums">{one.moved ? t("movedTo", { when }) : when}</span>
                      <ChevronDown size={12} />
                    </Button>
                  }
                  entries={[
                    { label: t("leaveOut"), onSelect: () => onExceptions([...others(one.day), { day: one.day, to: null }]) },
                    { label: t("moveThis"), onSelect: () => setMoving(one) },
                    ...(one.moved ? [{ label: t("moveBack"), onSelect: () => onExceptions(others(one.day)) }] : []),
                    { kind: "line" as const },
                    { label: t("changeFromHere"), onSelect: () => onFrom(one.day) },
                  ]}
                />
              </li>
            );
          })}
          {leftOut.map(({ day }) => (
            <li key={day}>
              <Button
                kind="quiet"
                size="small"
                aria-label={t("bringBackOf", { day: format.weekday(day) })}
                onClick={() => onExceptions(others(day))}
              >
                <span className="tabular-nums line-through">{format.weekday(day)}</span>
                <span>{t("bringBack")}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {moving ? (
        <MoveOccurrence
          from={{ date: format.dayAt(moving.at), time: clockAt(moving.at, zone) }}
          onClose={() => setMoving(null)}
          onMove={(to) => {
            onExceptions([...others(moving.day), { day: moving.day, to }]);
            setMoving(null);
          }}
        />
      ) : null}
    </>
  );
}

type When = { readonly date: string; readonly time: string };

function MoveOccurrence({ from, onMove, onClose }: { from: When; onMove: (to: When) => void; onClose: () => void }) {
  const t = useText(cadenceTexts);
  const format = useFormat(useWorkspace().zone);
  const [to, setTo] = useState(from);
  const past = to.date < format.dayAt(new Date());
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("moveTitle", { day: format.day(from.date) })}
      about={t("moveAbout")}
      actions={
        <>
          <Button kind="primary" why={past ? t("moveIntoPast") : null} onClick={() => onMove(to)}>
            {t("move")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("newDay")}>
          <DateInput value={to.date} onValue={(date) => date && setTo({ ...to, date })} />
        </Field>
        <Field label={t("time")}>
          <TextInput type="time" value={to.time} onValue={(time) => time && setTo({ ...to, time: time.slice(0, 5) })} />
        </Field>
      </div>
    </Dialog>
  );
}

/** As a time input takes it, in whatever language. */
function clockAt(at: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(new Date(at));
}
