import { useState } from "react";
import { useText } from "../messages/index.ts";
import { NumberInput, Select } from "../ui/index.ts";
import { durationFrom, durationUnits, partsOfDuration } from "./duration.ts";
import { runTexts } from "./en.ts";

/** A number in a unit: three weeks, ninety minutes. What was kept in another form is shown in its first unit. */
export function DurationInput({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const t = useText(runTexts);
  const [first] = partsOfDuration(value) ?? [];
  const [unit, setUnit] = useState<(typeof durationUnits)[number]>(first === undefined || first[0] === "S" ? "D" : first[0]);
  const count = first === undefined ? null : unit === "W" ? first[1] / 7 : first[1];
  return (
    <div className="grid max-w-64 grid-cols-[6rem_1fr] gap-2">
      <NumberInput value={count} min={0} onValue={(next) => onValue(next === null ? "" : durationFrom(next, unit))} />
      <Select
        label={t("durationIn")}
        value={unit}
        onValue={(next) => {
          setUnit(next);
          if (count !== null) onValue(durationFrom(count, next));
        }}
        choices={durationUnits.map((one) => ({ value: one, label: t("durationUnit", { unit: one }) }))}
      />
    </div>
  );
}
