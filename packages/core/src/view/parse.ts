import { type Attribute, type Subject, attributes } from "./attributes.ts";
import { type Filter, type Operator, joined, operatorsOf, takesMany } from "./filter.ts";
import { type Grammar, type Names, english, low, noNames, reservedWords } from "./grammar.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { idOf, isId, readValue } from "./values.ts";

export type Wanted =
  | { readonly what: "attribute" }
  | { readonly what: "operator"; readonly attribute: Attribute }
  | { readonly what: "value"; readonly attribute: Attribute; readonly operator: Operator }
  | { readonly what: "connective" }
  | { readonly what: "closing" };

/** Where a sentence stops being one, and what could stand there: the message and what is offered while typing. */
export type Stop = { readonly at: number; readonly to: number; readonly wanted: Wanted };
export type Parsed = { readonly filter: Filter | null; readonly stop: null } | { readonly filter: null; readonly stop: Stop };

export type Language = {
  readonly subject: Subject;
  /** Attributes of one's own beside the built-in ones. */
  readonly own?: readonly Attribute[];
  readonly grammar?: Grammar;
  readonly names?: Names;
};

export const longestFilter = 4_000;

class Stopped extends Error {
  readonly stop: Stop;
  constructor(stop: Stop) {
    super("stopped");
    this.stop = stop;
  }
}

/** Reads a sentence: `or` of `and` of tests, `not (…)`, parentheses. Total: any text gives a filter or a place where it stops. */
export function parseFilter(text: string, language: Language): Parsed {
  if (text.length > longestFilter) return { filter: null, stop: { at: longestFilter, to: text.length, wanted: { what: "closing" } } };
  try {
    return { filter: new Reader(text, language).whole(), stop: null };
  } catch (error) {
    if (error instanceof Stopped) return { filter: null, stop: error.stop };
    throw error;
  }
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  readonly #grammar: Grammar;
  readonly #names: Names;
  readonly #attributes: readonly { readonly attribute: Attribute; readonly words: readonly string[] }[];
  readonly #reserved: ReadonlySet<string>;
  /** Phrases of operators, the longest first: "is not" before "is". */
  readonly #operators: readonly (readonly [phrase: readonly string[], operator: Operator])[];
  #at = 0;
  #depth = 0;

  constructor(text: string, { subject, own = [], grammar = english, names = noNames }: Language) {
    this.#tokens = tokensOf(text);
    this.#end = text.length;
    this.#grammar = grammar;
    this.#names = names;
    this.#reserved = reservedWords(grammar);
    this.#attributes = [
      ...attributes
        .filter((one) => (one.of as readonly Subject[]).includes(subject))
        .map((attribute) => ({ attribute, words: grammar.attributes[attribute.key] })),
      ...own.filter((one) => one.of.includes(subject)).map((attribute) => ({ attribute, words: [] })),
    ];
    this.#operators = Object.entries(grammar.operators)
      .flatMap(([operator, phrases]) => phrases.map((phrase) => [low(phrase).split(" "), operator as Operator] as const))
      .toSorted((a, b) => b[0].length - a[0].length);
  }

  whole(): Filter | null {
    if (this.#tokens.length === 0) return null;
    const filter = this.#any();
    if (this.#at < this.#tokens.length) this.#stop({ what: "connective" });
    return filter;
  }

  #any(): Filter {
    const parts = [this.#all()];
    while (this.#take(this.#grammar.or)) parts.push(this.#all());
    return joined("any", parts) as Filter;
  }

  #all(): Filter {
    const parts = [this.#one()];
    while (this.#take(this.#grammar.and)) parts.push(this.#one());
    return joined("all", parts) as Filter;
  }

  #one(): Filter {
    if (this.#take(this.#grammar.not)) return { kind: "not", part: this.#one() };
    if (!this.#take("(")) return this.#test();
    // Deeper than anybody writes: a text of parentheses alone must not fill the stack.
    if ((this.#depth += 1) > 50) this.#stop({ what: "attribute" });
    const inside = this.#any();
    if (!this.#take(")")) this.#stop({ what: "closing" });
    this.#depth -= 1;
    return inside;
  }

  #test(): Filter {
    const attribute = this.#attribute();
    const operator = this.#operator(attribute);
    if (operator === "empty" || operator === "filled") return { kind: "test", attribute: attribute.key, operator, values: [] };
    const values = [this.#value(attribute, operator)];
    if (values[0] === null) return { kind: "test", attribute: attribute.key, operator: operator === "is" ? "empty" : "filled", values: [] };
    while (takesMany(attribute.type, operator) && this.#goesOn()) values.push(this.#value(attribute, operator));
    return { kind: "test", attribute: attribute.key, operator, values: [...new Set(values.filter((value) => value !== null))] };
  }

  /** Words up to an operator, or a name in quotes. */
  #attribute(): Attribute {
    const first = this.#tokens[this.#at];
    if (first === undefined || first.kind === "mark" || (first.kind === "word" && this.#reserved.has(low(first.text))))
      this.#stop({ what: "attribute" });
    let to = this.#at + 1;
    if (first?.kind === "word") while (this.#tokens[to]?.kind === "word" && !this.#reserved.has(low(this.#tokens[to]?.text ?? ""))) to += 1;
    const said = this.#tokens
      .slice(this.#at, to)
      .map((token) => token.text)
      .join(" ");
    const builtIn =
      first?.kind === "word" ? this.#attributes.find(({ words }) => words.some((word) => low(word) === low(said))) : undefined;
    const id = builtIn === undefined ? idOf(this.#names.attributes, said) : null;
    const found = builtIn ?? (id === null ? undefined : this.#attributes.find(({ attribute }) => attribute.key === id));
    if (found === undefined) this.#stop({ what: "attribute" }, to);
    this.#at = to;
    return found.attribute;
  }

  #operator(attribute: Attribute): Operator {
    const allowed = operatorsOf(attribute.type);
    for (const [phrase, operator] of this.#operators) {
      if (
        !allowed.includes(operator) ||
        !phrase.every(
          (word, index) => this.#tokens[this.#at + index]?.kind === "word" && low(this.#tokens[this.#at + index]?.text ?? "") === word,
        )
      )
        continue;
      this.#at += phrase.length;
      return operator;
    }
    return this.#stop({ what: "operator", attribute });
  }

  /** Null: nobody. */
  #value(attribute: Attribute, operator: Operator): string | null {
    const from = this.#at;
    const first = this.#tokens[from];
    let to = from;
    if (first?.kind === "quote") to = from + 1;
    else while (this.#tokens[to]?.kind === "word" && !this.#reserved.has(low(this.#tokens[to]?.text ?? ""))) to += 1;
    const said = this.#tokens
      .slice(from, to)
      .map((token) => token.text)
      .join(" ");
    if (to === from) this.#stop({ what: "value", attribute, operator });
    if (
      attribute.type === "person" &&
      first?.kind === "word" &&
      low(said) === low(this.#grammar.nobody) &&
      (operator === "is" || operator === "isNot")
    ) {
      this.#at = to;
      return null;
    }
    const value = readValue(attribute, said, this.#grammar, this.#names);
    if (value === null || (attribute.type === "person" && value !== "me" && !isId(value)))
      this.#stop({ what: "value", attribute, operator }, to);
    this.#at = to;
    return value;
  }

  /** A comma, or an `or` behind which no new test begins. */
  #goesOn(): boolean {
    if (this.#take(",")) return true;
    const token = this.#tokens[this.#at];
    if (token?.kind !== "word" || low(token.text) !== low(this.#grammar.or)) return false;
    let to = this.#at + 1;
    if (
      this.#tokens[to]?.kind === "mark" ||
      (this.#tokens[to]?.kind === "word" && low(this.#tokens[to]?.text ?? "") === low(this.#grammar.not))
    )
      return false;
    if (this.#tokens[to]?.kind === "quote") to += 1;
    else while (this.#tokens[to]?.kind === "word" && !this.#reserved.has(low(this.#tokens[to]?.text ?? ""))) to += 1;
    const next = this.#tokens[to];
    const begins = next?.kind === "word" && this.#operators.some(([phrase]) => phrase[0] === low(next.text));
    if (!begins) this.#at += 1;
    return !begins;
  }

  #take(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === "quote" || low(token.text) !== low(word)) return false;
    this.#at += 1;
    return true;
  }

  #stop(wanted: Wanted, to = this.#at + 1): never {
    const [first, last] = [this.#tokens[this.#at], this.#tokens[to - 1]];
    throw new Stopped({ at: first?.at ?? this.#end, to: last?.to ?? this.#end, wanted });
  }
}
