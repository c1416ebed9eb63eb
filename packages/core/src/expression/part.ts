import { Temporal } from "temporal-polyfill";
import type { Budget } from "./budget.ts";
import { isA } from "./functions/dates.ts";
import { type FeelDateTime, type FeelTime, type FeelValue, isList } from "./value.ts";

/** `date.year`, `duration.days`, `range.start` and the like; entries of a context. */
export function partOf(value: FeelValue, name: string, budget: Budget): FeelValue {
  if (value === null) return budget.note("expression.nullOperand", `it asks for the ${name} of something that has no value.`);
  if (value instanceof Map)
    return value.get(name) ?? (value.has(name) ? null : budget.note("expression.noSuchPart", `there is no "${name}" in it.`));
  if (isList(value)) return value.map((item) => partOf(item, name, budget));
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
      ["timezone", zoneOf(value)],
      ["time offset", offsetOf(value)],
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
      ["timezone", zoneOf(value)],
      ["time offset", offsetOf(value)],
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

function zoneOf({ zone }: FeelTime | FeelDateTime): string | null {
  return zone === null || /^[+-]/.test(zone) ? null : zone;
}

function offsetOf(value: FeelTime | FeelDateTime): FeelValue {
  if (value.zone === null) return null;
  const at = value.type === "time" ? new Temporal.PlainDate(1970, 1, 1).toPlainDateTime(value.time) : value.dateTime;
  return { type: "seconds", seconds: at.toZonedDateTime(value.zone).offsetNanoseconds / 1e9 };
}
