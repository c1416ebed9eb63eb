import { roleKey } from "@rondo/core/plan";
import { X } from "lucide-react";
import { useState } from "react";
import { Checkbox, IconButton, NumberInput } from "../ui/index.ts";
import type { PlanEdit } from "./edit.ts";
import type { Plan, PlanTask } from "./model.ts";
import { RolePicker, TakerPicker } from "./role-picker.tsx";
import { placeIn, placeSet, placesOf, rolesAsked } from "./shares.ts";
import { type Able, useRoles } from "./use-roles.ts";
import type { Words } from "./use-words.ts";

type Props = { plan: Plan; task: PlanTask; words: Words; locked: string | null; onEdit: (edit: PlanEdit) => void };
type Placeholder = ReturnType<typeof placesOf>[number];

/** Whom a task asks for without naming anybody, and who takes it: here, or wherever the plan asks for the same. */
export function PlacesFields({ plan, task, words, locked, onEdit }: Props) {
  const { t } = words;
  const { people, roles } = useRoles(plan);
  const places = placesOf(task);
  const set = (role: string, place: Placeholder | null) => onEdit({ kind: "set", id: task.id, set: placeSet(task, role, place) });
  return (
    <section aria-label={t("places")} className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-muted">{t("places")}</h3>
      {places.length === 0 && locked !== null ? <p className="text-sm text-faint">{t("placesNone")}</p> : null}
      <ul className="flex flex-col gap-3">
        {places.map((place) => (
          <Place
            key={roleKey(place.role)}
            place={place}
            locked={locked}
            words={words}
            people={people}
            also={(rolesAsked(plan).find(({ role }) => roleKey(role) === roleKey(place.role))?.ids ?? []).filter((id) => id !== task.id)}
            onSet={(next) => set(place.role, next)}
            onFill={(to, others) => onEdit({ kind: "fill", role: place.role, from: null, to, ids: [task.id, ...others] })}
          />
        ))}
      </ul>
      {locked === null ? (
        <>
          <RolePicker
            roles={roles.filter(({ role }) => placeIn(task, role) === undefined)}
            words={words}
            onRole={(role) => set(role, { role, percent: 100, count: 1 })}
          />
          <p className="text-xs text-faint">{t("placesHelp")}</p>
        </>
      ) : null}
    </section>
  );
}

function Place({
  place,
  locked,
  words: { t },
  people,
  also,
  onSet,
  onFill,
}: {
  place: Placeholder;
  locked: string | null;
  words: Words;
  people: readonly Able[];
  /** Other open tasks that ask for the same. */
  also: readonly string[];
  onSet: (place: Placeholder | null) => void;
  onFill: (to: Able, others: readonly string[]) => void;
}) {
  const [everywhere, setEverywhere] = useState(false);
  const { role, percent, count } = place;
  return (
    <li className="flex flex-col gap-2 rounded-md border border-dashed border-line-strong p-2.5">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 text-sm font-medium [overflow-wrap:anywhere]">{role}</span>
        <IconButton size="small" label={t("placeRemove", { role })} icon={<X size={14} />} why={locked} onClick={() => onSet(null)} />
      </div>
      <div className="grid grid-cols-2 gap-2">
        <label className="flex flex-col gap-1 text-xs text-muted">
          {t("placeCount")}
          <NumberInput value={count} min={1} disabled={locked !== null} onValue={(next) => onSet({ ...place, count: within(next, 50) })} />
        </label>
        <label className="flex flex-col gap-1 text-xs text-muted">
          {t("placePercent")}
          <NumberInput
            value={percent}
            min={1}
            disabled={locked !== null}
            onValue={(next) => onSet({ ...place, percent: within(next, 1_000) })}
          />
        </label>
      </div>
      {locked === null ? (
        <>
          <TakerPicker role={role} label={t("placeGive", { role })} people={people} onTaker={(to) => onFill(to, everywhere ? also : [])} />
          {also.length > 0 ? (
            <Checkbox checked={everywhere} onChecked={setEverywhere} label={t("placeEverywhere", { count: also.length })} />
          ) : null}
        </>
      ) : null}
    </li>
  );
}

function within(value: number | null, most: number): number {
  return Math.min(most, Math.max(1, Math.round(value ?? 1)));
}
