import type { Budget } from "../budget.ts";
import { isList, type FeelDuration, type FeelValue } from "../value.ts";

/** A value as FEEL's `string()` writes it. */
export function textOfValue(value: FeelValue, budget: Budget, inside = false): string {
  const text = write(value, budget, inside);
  budget.room(text.length);
  return text;
}

/** `Z`, an offset, or `@Zone`. */
export function zoneSuffix(zone: string | null): string {
  return zone === null ? "" : zone === "UTC" ? "Z" : /^[+-]/.test(zone) ? zone : `@${zone}`;
}

export function durationText(duration: FeelDuration): string {
  if (duration.type === "months") {
    const total = Math.abs(duration.months);
    const years = Math.trunc(total / 12);
    const text = `${years > 0 ? `${years}Y` : ""}${total % 12 > 0 ? `${total % 12}M` : ""}`;
    return `${duration.months < 0 ? "-" : ""}P${text === "" ? "0M" : text}`;
  }
  const total = Math.abs(duration.seconds);
  const days = Math.trunc(total / 86_400);
  const hours = Math.trunc((total % 86_400) / 3_600);
  const minutes = Math.trunc((total % 3_600) / 60);
  const seconds = Math.round((total % 60) * 1e9) / 1e9;
  const time = `${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}${seconds > 0 ? `${seconds}S` : ""}`;
  const text = `${days > 0 ? `${days}D` : ""}${time === "" ? "" : `T${time}`}`;
  return `${duration.seconds < 0 ? "-" : ""}P${text === "" ? "T0S" : text}`;
}

/** Without an exponent, as FEEL's literals are. */
function numberText(n: number): string {
  const text = String(n);
  const at = text.indexOf("e");
  if (at === -1) return text;
  const [, sign = "", whole = "", , fraction = ""] = /^(-?)(\d+)(\.(\d+))?e/.exec(text) ?? [];
  const point = whole.length + Number(text.slice(at + 1));
  const digits = whole + fraction;
  return sign + (point <= 0 ? `0.${"0".repeat(-point)}${digits}` : digits.padEnd(point, "0"));
}

function write(value: FeelValue, budget: Budget, inside: boolean): string {
  budget.spend();
  if (value === null) return "null";
  if (typeof value === "string") return inside ? JSON.stringify(value) : value;
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.map((item) => textOfValue(item, budget, true)).join(", ")}]`;
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${key}: ${textOfValue(item, budget, true)}`).join(", ")}}`;
  const typed = value as Exclude<typeof value, ReadonlyMap<string, FeelValue>>;
  switch (typed.type) {
    case "date":
      return typed.date.toString();
    case "time":
      return typed.time.toString() + zoneSuffix(typed.zone);
    case "dateTime":
      return typed.dateTime.toString() + zoneSuffix(typed.zone);
    case "months":
    case "seconds":
      return durationText(typed);
    case "function":
      return `function(${typed.params.join(", ")})`;
    case "range":
      if (typed.open === "low") return `(${typed.highIncluded ? "<=" : "<"}${textOfValue(typed.high, budget, true)})`;
      if (typed.open === "high") return `(${typed.lowIncluded ? ">=" : ">"}${textOfValue(typed.low, budget, true)})`;
      return `${typed.lowIncluded ? "[" : "("}${textOfValue(typed.low, budget, true)}..${textOfValue(typed.high, budget, true)}${typed.highIncluded ? "]" : ")"}`;
  }
}
