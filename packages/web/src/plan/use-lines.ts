import { useCallback, useMemo, useState } from "react";
import { isBeginning } from "./columns.ts";
import { keepShut, readShut } from "./kept-shut.ts";
import { foldable, type Line, linesOf } from "./lines.ts";
import { type Plan, rowsOf } from "./model.ts";
import type { Shown, TraitKind } from "./shown.ts";
import { type PlanField, type Traits, traitsOf } from "./traits.ts";
import type { Words } from "./use-words.ts";

/** A plan as it is looked at: its lines, what they are put together and colored by, and what is shut. */
export type Looked = {
  readonly lines: readonly Line[];
  readonly groups: Traits | null;
  readonly colors: Traits | null;
  readonly nameOf: (personId: string) => string;
  readonly onToggle: (id: string) => void;
  readonly onFold: (all: boolean) => void;
};

type Props = {
  plan: Plan;
  shown: Shown;
  fields: readonly PlanField[];
  people: readonly { readonly id: string; readonly name: string }[];
  me: string | null;
  now: string;
  words: Words;
};

export function useLines({ plan, shown, fields, people, me, now, words }: Props): Looked {
  const { group, color, only } = shown;
  const naming = useMemo(
    () => ({
      word: (kind: TraitKind, key: string) => wordOf(kind, key, words),
      person: (id: string) => people.find((one) => one.id === id)?.name ?? words.t("traitSomebody"),
      day: (day: string) => words.day(day),
      number: (value: number) => words.format.number(value),
    }),
    [words, people],
  );
  const known = (kind: TraitKind | undefined): kind is TraitKind =>
    kind !== undefined && (!kind.startsWith("field:") || fields.some((field) => kind === `field:${field.id}`));
  const traits = (kind: TraitKind | undefined) => (known(kind) ? traitsOf(plan, rowsOf(plan), kind, fields, naming, now) : null);
  const groups = useMemo(() => traits(group), [plan, group, fields, naming, now]);
  const colors = useMemo(() => (color === group ? groups : traits(color)), [plan, color, group, groups, fields, naming, now]);
  const key = `${plan.project.id} ${group ?? "tree"}`;
  const inPlan = useCallback(() => foldable(plan, groups), [plan, groups]);
  // A part of a plan does not know what else is shut.
  const part = isBeginning(plan);
  const [shut, setShut] = useState(() => ({ key, part, ids: readShut(key, inPlan) }));
  // Put together otherwise, other things are shut.
  if (shut.key !== key || (shut.part && !part)) setShut({ key, part, ids: readShut(key, inPlan) });
  const collapsed = shut.ids;
  // Only what is late is so by the clock.
  const by = only === "late" ? now : "";
  const lines = useMemo(() => linesOf(plan, { only }, collapsed, groups, me, by), [plan, only, collapsed, groups, me, by]);
  const change = useCallback(
    (next: (was: ReadonlySet<string>) => ReadonlySet<string>) =>
      setShut((was) => {
        const ids = next(was.ids);
        if (!was.part) keepShut(was.key, ids, inPlan);
        return { ...was, ids };
      }),
    [inPlan],
  );
  const onToggle = useCallback(
    (id: string) => change((was) => (was.has(id) ? new Set([...was].filter((one) => one !== id)) : new Set([...was, id]))),
    [change],
  );
  const onFold = useCallback((all: boolean) => change(() => (all ? new Set(inPlan()) : new Set())), [change, inPlan]);
  const nameOf = naming.person;
  return useMemo(() => ({ lines, groups, colors, nameOf, onToggle, onFold }), [lines, groups, colors, nameOf, onToggle, onFold]);
}

function wordOf(kind: TraitKind, key: string, { t }: Words): string {
  if (kind === "critical") return key === "yes" ? t("traitYesCritical") : t("traitNoCritical");
  if (kind === "state")
    return key === "late" ? t("stateLate") : key === "begun" ? t("stateBegun") : key === "done" ? t("stateDone") : t("stateOpen");
  if (kind === "priority" && key !== "")
    return key === "urgent" ? t("priorityUrgent") : key === "high" ? t("priorityHigh") : t("priorityLow");
  if (key === "yes" || key === "no") return t(key);
  return kind === "owner"
    ? t("noneOwner")
    : kind === "team"
      ? t("noneTeam")
      : kind === "role"
        ? t("noneRole")
        : kind === "phase"
          ? t("nonePhase")
          : kind === "column"
            ? t("noneColumn")
            : kind === "priority"
              ? t("nonePriority")
              : t("noneField");
}
