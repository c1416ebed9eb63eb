import type { Attribute } from "./attributes.ts";
import { spanName, spanParts, weekdays } from "./days.ts";
import { type Grammar, type Names, low } from "./grammar.ts";

/** A value as it is written in a sentence, before quotes. */
export function writeValue(type: Attribute["type"], value: string, grammar: Grammar, names: Names): string {
  switch (type) {
    case "person":
      return value === "me" ? grammar.me : nameOf(names.people, value, [grammar.me, grammar.nobody]);
    case "team":
      return nameOf(names.teams, value);
    case "place":
      return nameOf(names.places, value);
    case "choice":
      return grammar.choices[value] ?? value;
    case "yesNo":
      return value === "yes" ? grammar.yes : grammar.no;
    case "duration":
      return Number(value) % 60 === 0 ? `${Number(value) / 60}${grammar.hours[0]}` : `${value}${grammar.minutes[0]}`;
    case "date":
      return writeSpan(value, grammar);
    default:
      return value;
  }
}

/** The value that a text means, or null where it means none. */
export function readValue(attribute: Attribute, text: string, grammar: Grammar, names: Names): string | null {
  switch (attribute.type) {
    case "person":
      return low(text) === low(grammar.me) ? "me" : idOf(names.people, text);
    case "team":
      return idOf(names.teams, text);
    case "place":
      return idOf(names.places, text);
    case "choice":
      return (
        attribute.choices?.find((choice) => low(grammar.choices[choice] ?? choice) === low(text)) ??
        attribute.choices?.find((choice) => low(choice) === low(text)) ??
        null
      );
    case "yesNo":
      return low(text) === low(grammar.yes) ? "yes" : low(text) === low(grammar.no) ? "no" : null;
    case "duration":
      return readDuration(text, grammar);
    case "number":
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? String(Number(text)) : null;
    case "date":
      return readSpan(text, grammar);
    default:
      return text;
  }
}

type Named = readonly { readonly id: string; readonly name: string }[];

/** A name that two have says nothing: then the id is written. */
function nameOf(all: Named, id: string, taken: readonly string[] = []): string {
  const name = all.find((one) => one.id === id)?.name;
  return name === undefined ||
    isId(name) ||
    name.trim() === "" ||
    taken.some((word) => low(word) === low(name)) ||
    all.filter((one) => low(one.name) === low(name)).length > 1
    ? id
    : name;
}

export function idOf(all: Named, text: string): string | null {
  if (isId(text)) return low(text);
  const found = all.filter((one) => low(one.name) === low(text));
  if (found.length > 0) return found.length === 1 ? (found[0]?.id ?? null) : null;
  // The beginning of a name is enough where it is one's alone: "Mei".
  const begun = all.filter((one) => low(one.name).startsWith(`${low(text)} `));
  return begun.length === 1 ? (begun[0]?.id ?? null) : null;
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

function writeSpan(value: string, grammar: Grammar): string {
  const parts = spanParts(value);
  if (parts === null) return value;
  if ("day" in parts) return parts.day;
  if ("weekday" in parts) return grammar.weekdays[parts.weekday] ?? value;
  const words = grammar.spans[parts.unit];
  return words.names[String(parts.by)] ?? (parts.by > 0 ? words.ahead : words.ago).replace("{n}", String(Math.abs(parts.by)));
}

function readSpan(text: string, grammar: Grammar): string | null {
  const said = low(text);
  const weekday = grammar.weekdays.findIndex((day) => low(day) === said);
  if (weekday >= 0) return weekdays[weekday] ?? null;
  for (const unit of ["today", "week", "month"] as const) {
    const words = grammar.spans[unit];
    for (const [by, name] of Object.entries(words.names)) if (low(name) === said) return spanName(unit, Number(by));
    for (const [pattern, sign] of [
      [words.ahead, 1],
      [words.ago, -1],
    ] as const) {
      const [before = "", after = ""] = low(pattern).split("{n}");
      const number = said.startsWith(before) && said.endsWith(after) ? said.slice(before.length, said.length - after.length) : "";
      if (/^\d{1,4}$/.test(number)) return spanName(unit, sign * Number(number));
    }
  }
  return spanParts(said) === null ? null : said;
}

function readDuration(text: string, grammar: Grammar): string | null {
  const [, number, unit = ""] = /^(\d{1,7}(?:\.\d{1,4})?)\s*(\p{L}*)$/u.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const isHours = unit === "" || grammar.hours.some((word) => low(word) === low(unit));
  if (!isHours && !grammar.minutes.some((word) => low(word) === low(unit))) return null;
  return String(Math.round(Number(number) * (isHours ? 60 : 1)));
}
