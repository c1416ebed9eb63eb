import { contexts } from "./contexts.ts";
import { dates } from "./dates.ts";
import type { FeelFunction, FunctionTable } from "./function.ts";
import { lists } from "./lists.ts";
import { numbers } from "./numbers.ts";
import { ranges } from "./ranges.ts";
import { equal } from "../compare.ts";
import { texts } from "./texts.ts";
import { type FeelDuration, type FeelValue, typeOf } from "../value.ts";

export type { Clock, FeelFunction, OwnTypes, World } from "./function.ts";

const logic: FunctionTable = {
  not: { params: ["negand"], apply: ([value]) => (typeof value === "boolean" ? !value : null) },
  is: {
    params: ["value1", "value2"],
    apply: ([a = null, b = null], { budget }) => typeOf(a) === typeOf(b) && equal(a, b, budget) === true,
  },
  abs: { params: ["n"], apply: ([n = null]) => absolute(n) },
};

/** Every function by its FEEL name. A Map: no name of an expression can reach anything else. */
export const functions: ReadonlyMap<string, FeelFunction> = new Map(
  Object.entries({ ...logic, ...numbers, ...texts, ...lists, ...dates, ...contexts, ...ranges }),
);

function absolute(value: FeelValue): FeelValue {
  if (typeof value === "number") return Math.abs(value);
  if (typeOf(value) === "months" || typeOf(value) === "seconds") {
    const duration = value as FeelDuration;
    return duration.type === "months"
      ? { type: "months", months: Math.abs(duration.months) }
      : { type: "seconds", seconds: Math.abs(duration.seconds) };
  }
  return null;
}
