import { Temporal } from "temporal-polyfill";
import { evaluate, type FeelValue, feelDate, feelDuration } from "../expression/index.ts";
import { expressionIn, type Field, type Happening } from "../process/index.ts";
import type { Answer, Row } from "./state.ts";
import { known } from "./tree.ts";
import type { Turn } from "./turn.ts";

export type Reckoned = { readonly value: FeelValue; readonly why: { readonly code: string; readonly message: string } | null };

/** The value of an expression of a step, over what is known at a place. Null with a reason where it says nothing. */
export function reckon(turn: Turn, part: object, text: string, place: number | undefined, besides: Readonly<Record<string, FeelValue>> = {}): Reckoned {
  const data = valuesAt(turn, place);
  for (const [key, value] of Object.entries(besides)) data.set(key, value);
  const { value, findings } = evaluate(expressionIn(part, text), data, turn.circumstances);
  const [finding] = findings;
  return { value, why: finding === undefined ? null : { code: finding.code, message: finding.message } };
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
): { until: number | null; message: { name: string; key: string | null } | null } | { code: string; message: string } {
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
      return until === null ? (why ?? { code: "expression.notMoment", message: "its result is no date and no date and time." }) : { until, message: null };
    }
    case "message": {
      if (happening.key === null) return { until: null, message: { name: happening.name, key: null } };
      const { value, why } = reckon(turn, part, happening.key, place);
      if (value === null) return why ?? { code: "expression.noKey", message: "it has no value." };
      return { until: null, message: { name: happening.name, key: textOf(value) } };
    }
    case "condition":
      return { until: null, message: null };
  }
}

/** A value as an answer of a field; null where it is none. */
export function answerOf(value: FeelValue): Answer | null {
  if (Array.isArray(value)) {
    const list = (value as readonly FeelValue[]).map(partOf);
    return list.some((one) => one === null || typeof one === "number" || typeof one === "boolean") ? list.map((one) => (typeof one === "object" && one !== null ? one : String(one ?? ""))) : (list as (string | Row)[]);
  }
  const part = partOf(value);
  return typeof part === "object" ? null : part;
}

/** A value as an item of a for-each or a cell of a list. */
export function partOf(value: FeelValue): string | number | boolean | Row | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, one]) => [key, one === null || typeof one === "number" || typeof one === "boolean" ? one : textOf(one as FeelValue)]));
  return value === null ? null : textOf(value);
}

export function textOf(value: FeelValue): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  if (!("type" in value)) return "";
  if (value.type === "date") return value.date.toString();
  if (value.type === "dateTime") return value.dateTime.toString() + (value.zone === null ? "" : value.zone);
  if (value.type === "time") return value.time.toString();
  if (value.type === "months") return Temporal.Duration.from({ months: value.months }).toString();
  return value.type === "seconds" ? Temporal.Duration.from({ seconds: Math.round(value.seconds) }).toString() : "";
}

function instantOf(value: FeelValue, zone: string): number | null {
  if (value === null || typeof value !== "object" || !("type" in value)) return null;
  if (value.type === "date") return value.date.toZonedDateTime(zone).epochMilliseconds;
  return value.type === "dateTime" ? value.dateTime.toZonedDateTime(value.zone ?? zone).epochMilliseconds : null;
}

function valueOf(field: Field, answer: Answer | undefined): FeelValue {
  if (answer === undefined) return null;
  if (typeof answer === "object") return answer.map((one) => (typeof one === "string" ? one : new Map(Object.entries(one))));
  if (typeof answer !== "string") return answer;
  if (field.kind === "date") return feelDate(answer);
  return field.kind === "duration" ? feelDuration(answer) : answer;
}
