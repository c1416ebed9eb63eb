import type { Field } from "../../process/index.ts";
import { readInstant } from "../log/time.ts";

/** What was said under one name, by run or by case. */
export type Answers = {
  readonly type?: string;
  /** How often it was said at all, and in how many ways. */
  readonly times: number;
  readonly distinct: number;
  /** The ways, or the most frequent of them. */
  readonly values: readonly string[];
};

const mostChoices = 12;
const number = /^[+-]?(?:0|[1-9]\d*)(?:[.,]\d+)?$/;

/** The kind of field that asks for such answers; null for moments, which are what happened and not what is asked. */
export function fieldFor({ type, times, distinct, values }: Answers): Pick<Field, "kind" | "choices"> | null {
  const said = values.map((value) => value.trim()).filter((value) => value !== "");
  // Nine figures and more are somebody's number before they are seconds since 1970.
  if (said.length > 0 && said.every((value) => !/^\d{9,}$/.test(value) && !Number.isNaN(readInstant(value))))
    return said.some((value) => /\d:\d/.test(value)) ? null : { kind: "date" };
  if (type === "boolean") return { kind: "yesNo" };
  if (type === "int" || type === "float" || (said.length > 0 && said.every((value) => number.test(value)))) return { kind: "number" };
  const choices = [...new Set(said)];
  const few = distinct <= mostChoices && distinct < times && choices.length === distinct;
  return few && choices.every((value) => value.length <= 200 && !value.includes("\n")) ? { kind: "choice", choices } : { kind: "text" };
}
