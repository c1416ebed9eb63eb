import { type Due, type DueFrom, stepsOf } from "@rondo/core/process";
import { useText } from "../../messages/index.ts";
import { processTexts } from "../en.ts";
import { useDefinition } from "./editor-context.ts";

/** What a due time counts from, and to which side of it: a choice for each, also where the other part is gone by now. */
export function useDueBases(due: Due | null, step: string | null) {
  const t = useText(processTexts);
  const definition = useDefinition();
  const named = (from: DueFrom, of: string, name: string) =>
    from === "step" ? t("fromStep", { step: name }) : t(from === "clock" ? "fromClock" : "fromField", { name, before: "no" });
  const earlier = (from: DueFrom, name: string) => t(from === "clock" ? "fromClock" : "fromField", { name, before: "yes" });
  const parts: { from: DueFrom; of: string; name: string }[] = [
    ...stepsOf(definition).flatMap(({ id, title, kind }) =>
      id !== step && countable.has(kind) ? [{ from: "step" as const, of: id, name: title }] : [],
    ),
    ...(definition.clocks ?? []).map(({ id, name }) => ({ from: "clock" as const, of: id, name })),
    ...definition.fields.flatMap(({ key, label, kind }) =>
      kind === "date" ? [{ from: "field" as const, of: key, name: label || key }] : [],
    ),
  ];
  const choices = [
    { value: "activation", label: t("fromActivation") },
    { value: "start", label: t("fromStart") },
    ...parts.flatMap(({ from, of, name }) => [
      { value: `after ${from} ${of}`, label: named(from, of, name) },
      ...(from === "step" ? [] : [{ value: `before ${from} ${of}`, label: earlier(from, name) }]),
    ]),
  ];
  const value =
    due === null ? "activation" : due.of === undefined ? due.from : `${due.workingMinutes < 0 ? "before" : "after"} ${due.from} ${due.of}`;
  if (!choices.some((choice) => choice.value === value)) choices.push({ value, label: t("fromGone") });
  const apply = (base: string, minutes: number): Due => {
    const [, side, from, of] = /^(after|before) (step|clock|field) (.+)$/.exec(base) ?? [];
    if (side === undefined) return { from: base === "start" ? "start" : "activation", workingMinutes: minutes };
    return { from: from as DueFrom, of: of ?? "", workingMinutes: side === "before" ? -minutes : minutes };
  };
  return { choices, value, apply };
}

/** Kinds whose end is a moment that others can count from. */
const countable: ReadonlySet<string> = new Set(["task", "approval", "wait", "action", "project"]);
