import { toldBy, words } from "../kernel/index.ts";
import { evaluate, type FeelValue } from "../expression/index.ts";
import { expressionIn, type Happening } from "../process/index.ts";
import { known } from "./placed.ts";
import type { Turn } from "./turn.ts";
import { textOf, valueOf } from "./values.ts";
import type { Impasse } from "./move.ts";

export type Reckoned = { readonly value: FeelValue; readonly why: Impasse | null };

/** The value of an expression of a step, over what is known at a place. Null with a reason where it says nothing. */
export function reckon(
  turn: Turn,
  part: object,
  text: string,
  place: number | undefined,
  besides: Readonly<Record<string, FeelValue>> = {},
): Reckoned {
  const data = valuesAt(turn, place);
  for (const [key, value] of Object.entries(besides)) data.set(key, value);
  const { value, findings } = evaluate(expressionIn(part, text), data, turn.circumstances);
  const [finding] = findings;
  return { value, why: finding === undefined ? null : { code: finding.code, ...toldBy(finding) } };
}

/** Every field by its key; without an answer it is null. */
export function valuesAt(turn: Turn, place: number | undefined): Map<string, FeelValue> {
  const data = known(turn, place);
  return new Map([...turn.graph.fields].map(([key, field]) => [key, Object.hasOwn(data, key) ? valueOf(field, data[key]) : null]));
}

/** What a happening waits for, reckoned now. */
export function awaited(
  turn: Turn,
  happening: Happening,
  part: object,
  place: number | undefined,
): { until: number | null; message: { name: string; key: string | null } | null } | Impasse {
  const { now, dueAt } = turn.circumstances;
  switch (happening.on) {
    case "time": {
      const { minutes, working } = happening.after;
      const until = working ? dueAt({ from: "activation", workingMinutes: minutes }, turn.state.startedAt, now) : now + minutes * 60_000;
      return { until, message: null };
    }
    case "moment": {
      const { value, why } = reckon(turn, part, happening.at, place);
      const until = instantOf(value, turn.circumstances.zone);
      return until === null
        ? (why ?? { code: "expression.notMoment", ...words`its result is no date and no date and time.` })
        : { until, message: null };
    }
    case "message": {
      if (happening.key === null) return { until: null, message: { name: happening.name, key: null } };
      const { value, why } = reckon(turn, part, happening.key, place);
      if (value === null) return why ?? { code: "expression.noKey", ...words`it has no value.` };
      return { until: null, message: { name: happening.name, key: textOf(value) } };
    }
    case "condition":
    case "clock":
      return { until: null, message: null };
  }
}

/** A day alone is its beginning, or what `ofDay` makes of it. */
export function instantOf(value: FeelValue, zone: string, ofDay?: (date: string) => number | null): number | null {
  if (value === null || typeof value !== "object" || !("type" in value)) return null;
  if (value.type === "date") return ofDay?.(value.date.toString()) ?? value.date.toZonedDateTime(zone).epochMilliseconds;
  return value.type === "dateTime" ? value.dateTime.toZonedDateTime(value.zone ?? zone).epochMilliseconds : null;
}
