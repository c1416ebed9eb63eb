import type { Budget } from "./budget.ts";
import { isA } from "./functions/dates.ts";
import type { FeelValue } from "./value.ts";

/** `date.year`, `duration.days`, `range.start` and the like; entries of a context. */
export function partOf(value: FeelValue, name: string, budget: Budget): FeelValue {
  if (value === null)
    return budget.note("expression.nullOperand", `it asks for the ${name} of something that has no value.`);
  if (value instanceof Map) return value.get(name) ?? null;
  const part = partsOf(value).get(name);
  return part ?? budget.note("expression.noSuchPart", `this value has no "${name}".`);
}

function partsOf(value: FeelValue): ReadonlyMap<string, FeelValue> {
  if (isA(value, "date"))
    return new Map([
      ["year", value.date.year],
      ["month", value.date.month],
      ["day", value.date.day],
      ["weekday", value.date.dayOfWeek],
    ]);
  if (isA(value, "time"))
    return new Map<string, FeelValue>([
      ["hour", value.time.hour],
      ["minute", value.time.minute],
      ["second", value.time.second],
      ["timezone", value.zone],
    ]);
  if (isA(value, "dateTime")) {
    const at = value.dateTime;
    return new Map<string, FeelValue>([
      ["year", at.year],
      ["month", at.month],
      ["day", at.day],
      ["weekday", at.dayOfWeek],
      ["hour", at.hour],
      ["minute", at.minute],
      ["second", at.second],
      ["timezone", value.zone],
    ]);
  }
  if (isA(value, "months"))
    return new Map([
      ["years", Math.trunc(value.months / 12)],
      ["months", value.months % 12],
    ]);
  if (isA(value, "seconds")) {
    const s = value.seconds;
    return new Map([
      ["days", Math.trunc(s / 86_400)],
      ["hours", Math.trunc((s % 86_400) / 3_600)],
      ["minutes", Math.trunc((s % 3_600) / 60)],
      ["seconds", Math.trunc(s % 60)],
    ]);
  }
  if (isA(value, "range"))
    return new Map<string, FeelValue>([
      ["start", value.low],
      ["end", value.high],
      ["start included", value.lowIncluded],
      ["end included", value.highIncluded],
    ]);
  return new Map();
}
