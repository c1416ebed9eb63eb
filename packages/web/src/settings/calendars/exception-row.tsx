import { X } from "lucide-react";
import { type Exception, ShiftFields } from "../../hours/index.ts";
import { useText } from "../../messages/index.ts";
import { DateInput, Field, IconButton, SegmentedControl, Select, TextInput } from "../../ui/index.ts";
import { settingsTexts } from "../en.ts";
import { type Rhythm, rhythmOf, rhythms, withRhythm } from "./rhythm.ts";

type Props = { exception: Exception; onChange: (next: Exception) => void; onRemove: () => void };

/** A day or some that differ, and whether they come again. */
export function ExceptionRow({ exception: one, onChange, onRemove }: Props) {
  const t = useText(settingsTexts);
  const rhythm = rhythmOf(one);
  const label = one.name || t("exceptionName");
  return (
    <li className="flex flex-col gap-2 px-3 py-2">
      <div className="flex flex-wrap items-end gap-2">
        <div className="w-36">
          <Field label={t("from")}>
            <DateInput
              value={one.from}
              onValue={(from) => onChange(withRhythm({ ...one, from, to: one.to < from ? from : one.to }, rhythm))}
            />
          </Field>
        </div>
        <div className="w-36">
          <Field label={t(rhythm === "none" ? "to" : "repeatsUntil")} error={one.to < one.from ? t("exceptionOrder") : null}>
            <DateInput value={one.to} onValue={(to) => onChange({ ...one, to })} />
          </Field>
        </div>
        <div className="min-w-0 flex-1 basis-40">
          <Field label={t("exceptionName")}>
            <TextInput value={one.name} onValue={(name) => onChange({ ...one, name })} maxLength={120} />
          </Field>
        </div>
        <SegmentedControl
          label={label}
          value={one.shifts.length === 0 ? "off" : "hours"}
          onValue={(kind) => onChange({ ...one, shifts: kind === "off" ? [] : [{ from: 540, to: 780 }] })}
          choices={[
            { value: "off", label: t("exceptionKind", { off: "true" }) },
            { value: "hours", label: t("exceptionKind", { off: "false" }) },
          ]}
        />
        <IconButton label={t("removeException", { name: one.name })} icon={<X size={14} />} onClick={onRemove} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <div className="w-60 max-w-full">
          <Select
            label={t("repeats", { name: label })}
            value={rhythm}
            onValue={(next: Rhythm) => onChange(withRhythm(one, next))}
            choices={rhythms
              .filter((kind) => kind !== "other" || rhythm === "other")
              .map((kind) => ({ value: kind, label: t("rhythm", { kind }) }))}
          />
        </div>
        {one.shifts.length > 0 ? (
          <ShiftFields day={one.name || one.from} shifts={one.shifts} onShifts={(shifts) => onChange({ ...one, shifts })} />
        ) : null}
      </div>
    </li>
  );
}
