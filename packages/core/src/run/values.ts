import { Temporal } from "temporal-polyfill";
import { type FeelValue, feelDate, feelDuration } from "../expression/index.ts";
import type { Field } from "../process/index.ts";
import type { Answer, Row } from "./state.ts";

/** A value as an answer of a field; null where it is none. */
export function answerOf(value: FeelValue): Answer | null {
  if (Array.isArray(value)) {
    const list = (value as readonly FeelValue[]).map(partOf);
    return list.some((one) => one === null || typeof one === "number" || typeof one === "boolean")
      ? list.map((one) => (typeof one === "object" && one !== null ? one : String(one ?? "")))
      : (list as (string | Row)[]);
  }
  const part = partOf(value);
  return typeof part === "object" ? null : part;
}

/** A value as an item of a for-each or a cell of a list. */
export function partOf(value: FeelValue): string | number | boolean | Row | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Map)
    return Object.fromEntries(
      [...value].map(([key, one]) => [
        key,
        one === null || typeof one === "number" || typeof one === "boolean" ? one : textOf(one as FeelValue),
      ]),
    );
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

/** An answer as expressions see it. */
export function valueOf(field: Field, answer: Answer | undefined): FeelValue {
  if (answer === undefined) return null;
  if (typeof answer === "object") return answer.map((one) => (typeof one === "string" ? one : new Map(Object.entries(one))));
  if (typeof answer !== "string") return answer;
  if (field.kind === "date") return feelDate(answer);
  return field.kind === "duration" ? feelDuration(answer) : answer;
}
