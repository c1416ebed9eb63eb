import { type Attribute, builtIns } from "./attributes.ts";
import type { Filter, Test } from "./filter.ts";
import { type Grammar, type Names, english, low, noNames, reservedWords } from "./grammar.ts";
import { writeValue } from "./values.ts";

/** A filter as a sentence: "owner is me and due before Friday". */
export function printFilter(
  filter: Filter | null,
  attributeOf: (key: string) => Attribute | undefined,
  grammar: Grammar = english,
  names: Names = noNames,
): string {
  const reserved = reservedWords(grammar);
  const quoted = (text: string) => quoteWith(text, reserved);
  const nameOfAttribute = (key: string): string => {
    const own = grammar.attributes[key as keyof Grammar["attributes"]]?.[0];
    if (own !== undefined && builtIns.has(key)) return own;
    const name = names.attributes.find((one) => one.id === key)?.name;
    const taken =
      name === undefined ||
      names.attributes.filter((one) => low(one.name) === low(name)).length > 1 ||
      Object.values(grammar.attributes)
        .flat()
        .some((word) => low(word) === low(name));
    return quoted(taken ? key : name);
  };
  const ofTest = ({ attribute, operator, values }: Test): string => {
    const type = attributeOf(attribute)?.type ?? "text";
    if ((operator === "empty" || operator === "filled") && type === "person")
      return `${nameOfAttribute(attribute)} ${grammar.operators[operator === "empty" ? "is" : "isNot"][0]} ${grammar.nobody}`;
    const words = values.map((value) => quoted(writeValue(type, value, grammar, names)));
    const last = words.at(-1);
    const list = words.length > 1 ? `${words.slice(0, -1).join(", ")} ${grammar.or} ${last}` : (last ?? "");
    return [nameOfAttribute(attribute), grammar.operators[operator][0], list].filter((part) => part !== "").join(" ");
  };
  const ofFilter = (one: Filter, inside: "top" | "all" | "any"): string => {
    if (one.kind === "test") return ofTest(one);
    if (one.kind === "not") return `${grammar.not} (${ofFilter(one.part, "top")})`;
    const text = one.parts.map((part) => ofFilter(part, one.kind)).join(` ${one.kind === "all" ? grammar.and : grammar.or} `);
    return inside === "all" && one.kind === "any" ? `(${text})` : text;
  };
  return filter === null ? "" : ofFilter(filter, "top");
}

/** A name or value as it can stand in a sentence. */
export function quote(text: string, grammar: Grammar): string {
  return quoteWith(text, reservedWords(grammar));
}

function quoteWith(text: string, reserved: ReadonlySet<string>): string {
  return isPlain(text, reserved) ? text : `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/** Whether a text can stand without quotes and is read back whole. */
function isPlain(text: string, reserved: ReadonlySet<string>): boolean {
  return text !== "" && text.split(" ").every((word) => /^[^\s()",\\]+$/u.test(word) && !reserved.has(low(word)));
}
