import type { Definition, Due, DueFrom } from "@rondo/core/process";
import { useMemo } from "react";
import { type Translate, useText } from "../../messages/index.ts";
import { processTexts } from "../en.ts";
import type { OtherStep } from "./document.ts";
import { useDefinition, useOtherSteps } from "./editor-context.ts";

/** What a due time counts from, and to which side of it: a choice for each, also where the other part is gone by now. */
export function useDueBases(due: Due | null, step: string | null) {
  const t = useText(processTexts);
  const definition = useDefinition();
  const others = useOtherSteps(step);
  const { clocks, fields } = definition;
  const known = useMemo(() => basesOf(others, clocks ?? [], fields, t), [others, clocks, fields, t]);
  const value =
    due === null ? "activation" : due.of === undefined ? due.from : `${due.workingMinutes < 0 ? "before" : "after"} ${due.from} ${due.of}`;
  const choices = useMemo(
    () => (known.some((choice) => choice.value === value) ? known : [...known, { value, label: t("fromGone") }]),
    [known, value, t],
  );
  const apply = (base: string, minutes: number): Due => {
    const [, side, from, of] = /^(after|before) (step|clock|field) (.+)$/.exec(base) ?? [];
    if (side === undefined) return { from: base === "start" ? "start" : "activation", workingMinutes: minutes };
    return { from: from as DueFrom, of: of ?? "", workingMinutes: side === "before" ? -minutes : minutes };
  };
  return { choices, value, apply };
}

/** Kinds whose end is a moment that others can count from. */
const countable: ReadonlySet<string> = new Set(["task", "approval", "wait", "action", "project"]);

function basesOf(
  others: readonly OtherStep[],
  clocks: NonNullable<Definition["clocks"]>,
  fields: Definition["fields"],
  t: Translate<keyof typeof processTexts.texts>,
) {
  const sides = (from: "clock" | "field", of: string, name: string) =>
    (["after", "before"] as const).map((side) => ({
      value: `${side} ${from} ${of}`,
      label: t(from === "clock" ? "fromClock" : "fromField", { name, before: side === "before" ? "yes" : "no" }),
    }));
  return [
    { value: "activation", label: t("fromActivation") },
    { value: "start", label: t("fromStart") },
    ...others.flatMap(({ id, title, kind }) =>
      countable.has(kind) ? [{ value: `after step ${id}`, label: t("fromStep", { step: title }) }] : [],
    ),
    ...clocks.flatMap(({ id, name }) => sides("clock", id, name)),
    ...fields.flatMap(({ key, label, kind }) => (kind === "date" ? sides("field", key, label || key) : [])),
  ];
}
