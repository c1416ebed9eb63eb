import { type Filter, type Grammar, operatorsOf, type Parsed, parseFilter, printFilter, quote } from "@rondo/core/view";
import type { Speech } from "./language.ts";

/** What could stand next in a sentence, and from where on it would. */
export type Offer = { readonly from: number; readonly items: readonly string[] };

const most = 12;

/** Read with names; else where it stops. */
export function readSpoken(text: string, speech: Speech): Parsed {
  return parseFilter(text, speech.spoken);
}

export function offersFor(text: string, speech: Speech): Offer {
  const { grammar } = speech.spoken;
  const parsed = readSpoken(text, speech);
  if (parsed.stop === null) {
    if (text.trim() === "") return { from: text.length, items: attributeWords(speech) };
    return /\s$/.test(text) ? { from: text.length, items: [grammar.and, grammar.or] } : { from: text.length, items: [] };
  }
  const { at, wanted } = parsed.stop;
  const begun = text.slice(at).trimStart().replace(/^"/, "").toLowerCase();
  const fit = (items: readonly string[]): Offer => ({
    from: Math.max(at, text.length - text.slice(at).trimStart().length),
    items: items
      .filter(
        (one) =>
          one.toLowerCase().startsWith(begun) || one.toLowerCase().includes(` ${begun}`) || one.toLowerCase().startsWith(`"${begun}`),
      )
      .slice(0, most),
  });
  switch (wanted.what) {
    case "attribute":
      return fit(attributeWords(speech));
    case "operator":
      // The operator goes behind the attribute, which is what stands at the place.
      return fit(operatorsOf(wanted.attribute.type).map((operator) => grammar.operators[operator][0] ?? ""));
    case "value":
      return fit(valuesOf(wanted.attribute, speech, grammar));
    case "connective":
      return fit([grammar.and, grammar.or]);
    default:
      return fit([")"]);
  }
}

function attributeWords({ attributes, spoken: { grammar } }: Speech): string[] {
  return attributes.map((one) =>
    one.isOwn ? quote(one.label, grammar) : (grammar.attributes[one.key as keyof Grammar["attributes"]]?.[0] ?? one.key),
  );
}

function valuesOf(
  attribute: { readonly type: string; readonly choices?: readonly string[] },
  { names }: Speech,
  grammar: Grammar,
): string[] {
  const named = (all: readonly { readonly name: string }[]) => all.map((one) => quote(one.name, grammar));
  switch (attribute.type) {
    case "person":
      return [grammar.me, grammar.nobody, ...named(names.people)];
    case "team":
      return named(names.teams);
    case "place":
      return named(names.places);
    case "choice":
      return (attribute.choices ?? []).map((choice) => quote(grammar.choices[choice] ?? choice, grammar));
    case "yesNo":
      return [grammar.yes, grammar.no];
    case "date":
      return [
        ...Object.values(grammar.spans).flatMap((span) => [span.names["0"], span.names["1"], span.names["-1"]]),
        ...grammar.weekdays,
      ].filter((one) => one !== undefined);
    default:
      return [];
  }
}

export function bareText(filter: Filter | null, speech: Speech): string {
  return printFilter(filter, (key) => speech.attributes.find((one) => one.key === key));
}

export function spokenText(filter: Filter | null, speech: Speech): string {
  return printFilter(filter, (key) => speech.attributes.find((one) => one.key === key), speech.spoken.grammar, speech.names);
}
