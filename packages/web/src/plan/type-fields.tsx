import { type TaskType, unitsOf, withWork, workOf } from "@rondo/core/plan";
import { Checkbox, Field, Select } from "../ui/index.ts";
import type { TaskSet } from "./task-set.ts";
import { Length } from "./length.tsx";
import type { PlanTask } from "./model.ts";
import { sizedIn, sizedSet } from "./sized.ts";
import type { Words } from "./use-words.ts";

type Props = { task: PlanTask; words: Words; locked: boolean; onSet: (set: TaskSet) => void };

const kinds = ["duration", "units", "work"] as const;

/** Whether a task says how much work it is, and which of length, shares and work stays when another of them changes. */
export function TypeFields({ task, words, locked, onSet }: Props) {
  const { t, duration } = words;
  const sized = sizedIn(task);
  const { type, workingMinutes, staff } = sized;
  const { planning } = sizedSet(task, sized);
  const set = (next: TaskType | undefined) => {
    const { taskType: _, ...rest } = planning ?? {};
    onSet({ planning: next ? { ...rest, taskType: next } : rest });
  };
  return (
    <>
      <Field label={t("typeKeeps")} help={t("typeHelp")}>
        <Select
          value={type?.fixed ?? ""}
          disabled={locked}
          onValue={(fixed) => set(fixed === "" ? undefined : { fixed, ...(type?.effortDriven && { effortDriven: true }) })}
          choices={[{ value: "" as const, label: t("typeNone") }, ...kinds.map((kind) => ({ value: kind, label: t(`type_${kind}`) }))]}
        />
      </Field>
      {type === undefined ? null : (
        <Length
          label={t("work")}
          help={t("workHelp", { duration: duration(workingMinutes), percent: unitsOf(staff) })}
          minutes={workOf(sized)}
          words={words}
          locked={locked}
          onValue={(minutes) => onSet(sizedSet(task, withWork(sized, minutes)))}
        />
      )}
      {type === undefined ? null : (
        <div className="self-center sm:col-span-2">
          <Checkbox
            checked={type.fixed === "work" || type.effortDriven === true}
            disabled={locked || type.fixed === "work"}
            onChecked={(on) => set({ fixed: type.fixed, ...(on && { effortDriven: true }) })}
            label={t("effortDriven")}
            help={t(type.fixed === "duration" ? "effortDrivenShares" : "effortDrivenLength")}
          />
        </div>
      )}
    </>
  );
}
