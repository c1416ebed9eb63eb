import type { Due } from "@rondo/core/process";
import { useEffect, useState } from "react";
import { useText } from "../../messages/index.ts";
import { Field, Select, TextInput } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { useUnits } from "../units.ts";
import { readDue } from "./due.ts";
import { useDueBases } from "./due-bases.ts";
import { useDueWords } from "./due-words.ts";

/** Working time as it is said: "2 h", "3 days". What can't be read is told at once and not kept. */
export function DueInput({
  due,
  onDue,
  disabled,
  plain = false,
  label,
  step = null,
}: {
  /** In place of "Due within". */ label?: string;
  due: Due | null;
  onDue: (due: Due | null) => void;
  disabled: boolean;
  /** A stretch of time alone. */ plain?: boolean;
  /** The step that is due: it does not count from itself. */ step?: string | null;
}) {
  const t = useText(processTexts);
  const say = useDueWords();
  const units = useUnits();
  const bases = useDueBases(due, step);
  const minutes = due === null ? null : Math.abs(due.workingMinutes);
  const before = due !== null && due.workingMinutes < 0;
  const [typed, setTyped] = useState(minutes === null ? "" : say(minutes));
  const read = readDue(typed, units);
  const isWrong = typed.trim() !== "" && read === null;
  // Undo, or another person, changed it.
  useEffect(() => {
    if (read !== minutes && !(minutes === null && typed.trim() === "")) setTyped(minutes === null ? "" : say(minutes));
  }, [minutes]);
  const take = (text: string) => {
    setTyped(text);
    const next = readDue(text, units);
    if (text.trim() === "") onDue(null);
    else if (next !== null) onDue({ ...(due ?? { from: "activation" }), workingMinutes: before ? -next : next });
  };
  const stretch = (
    <Field label={label ?? t("due")} error={isWrong ? t("dueWrong") : null}>
      <TextInput
        value={typed}
        readOnly={disabled}
        onValue={take}
        onBlur={() => minutes !== null && !isWrong && setTyped(say(minutes))}
        placeholder={t("duePlaceholder")}
      />
    </Field>
  );
  if (plain) return stretch;
  return (
    <div className="grid gap-x-4 gap-y-3 sm:col-span-2 sm:grid-cols-2">
      {stretch}
      <Field label={t("dueFrom")}>
        <Select
          label={t("dueFrom")}
          disabled={disabled || due === null}
          value={bases.value}
          onValue={(base) => due && onDue(bases.apply(base, Math.abs(due.workingMinutes)))}
          choices={bases.choices}
        />
      </Field>
    </div>
  );
}
