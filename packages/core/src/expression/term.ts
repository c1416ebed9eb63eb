import type { FeelValue } from "./value.ts";

/** An expression made ready to evaluate: what is left of the parse tree. */
export type Term =
  | { readonly kind: "literal"; readonly value: FeelValue }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negation"; readonly of: Term }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/" | "**";
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly kind: "comparison"; readonly operator: Comparator; readonly left: Term; readonly right: Term }
  | { readonly kind: "between"; readonly of: Term; readonly low: Term; readonly high: Term }
  | { readonly kind: "in"; readonly of: Term; readonly tests: readonly Test[] }
  | { readonly kind: "and" | "or"; readonly left: Term; readonly right: Term }
  | { readonly kind: "if"; readonly condition: Term; readonly yes: Term; readonly no: Term }
  | { readonly kind: "list"; readonly items: readonly Term[] }
  | {
      readonly kind: "range";
      readonly low: Term;
      readonly high: Term;
      readonly lowIncluded: boolean;
      readonly highIncluded: boolean;
    }
  | { readonly kind: "part"; readonly of: Term; readonly name: string }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Term[];
      readonly names: readonly string[] | null;
    };

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** One alternative after `in`: a comparison with the value before it, or anything the value may equal or lie in. */
export type Test =
  | { readonly operator: Comparator; readonly term: Term }
  | { readonly operator: null; readonly term: Term };
