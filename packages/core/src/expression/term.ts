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
  | { readonly kind: "context"; readonly entries: readonly { readonly key: string; readonly value: Term }[] }
  | {
      readonly kind: "range";
      readonly low: Term;
      readonly high: Term;
      readonly lowIncluded: boolean;
      readonly highIncluded: boolean;
      readonly open?: "low" | "high";
    }
  | { readonly kind: "part"; readonly of: Term; readonly name: string }
  | { readonly kind: "filter"; readonly of: Term; readonly by: Term }
  | { readonly kind: "for"; readonly over: readonly Iteration[]; readonly result: Term }
  | { readonly kind: "some" | "every"; readonly over: readonly Iteration[]; readonly test: Term }
  | { readonly kind: "instance"; readonly of: Term; readonly type: TypeName }
  | {
      readonly kind: "function";
      readonly params: readonly { readonly name: string; readonly type: TypeName | null }[];
      readonly body: Term;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Term[];
      readonly names: readonly string[] | null;
    }
  /** A call of something that is not a plain name. */
  | {
      readonly kind: "invoke";
      readonly of: Term;
      readonly args: readonly Term[];
      readonly names: readonly string[] | null;
    };

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** One alternative after `in`: a comparison with the value before it, or anything the value may equal or lie in. */
export type Test = {
  readonly operator: Comparator | null;
  readonly term: Term;
  /** It speaks of the value itself as `?`, and so is a condition. */
  readonly asks: boolean;
};

/** `name in list`, or `name in low..high`. */
export type Iteration = { readonly name: string; readonly list: Term; readonly to: Term | null };

/** A type as expressions write it. */
export type TypeName =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "list" | "range"; readonly of: TypeName }
  | { readonly kind: "context"; readonly entries: readonly { readonly key: string; readonly type: TypeName }[] }
  | { readonly kind: "function"; readonly params: readonly TypeName[]; readonly result: TypeName };
