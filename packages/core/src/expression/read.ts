import type { Limits } from "./budget.ts";
import { dateTimeOf } from "./functions/dates.ts";
import { functions } from "./functions/index.ts";
import { type Names, normalised } from "./names.ts";
import { readType } from "./read-type.ts";
import { Scanner } from "./scanner.ts";
import type { Comparator, Iteration, Term, Test } from "./term.ts";
import { Unreadable } from "./unreadable.ts";
import { unquoted } from "./unquoted.ts";
import type { FeelValue } from "./value.ts";

/** The term of an expression. Throws Unreadable. */
export function readTerm(text: string, names: Names, limits: Limits): Term {
  const reader = new Reader(text, names, limits);
  return reader.whole(() => reader.expression());
}

/** The condition of a decision table's cell over the value `?`: `-`, `< 5`, `"a", "b"`, `not([1..3])`. */
export function readTests(text: string, names: Names, limits: Limits): Term {
  const reader = new Reader(text, names, limits);
  return reader.whole(() => reader.unaryTests());
}

/**
 * FEEL's grammar by recursive descent. Weakest first: `or`, `and`, comparison, sum, product, power, sign, what follows
 * a value (`.part`, `[filter]`, `(arguments)`).
 */
class Reader {
  private readonly scan: Scanner;
  private asks = false;

  constructor(text: string, names: Names, limits: Limits) {
    this.scan = new Scanner(text, names, limits);
  }

  whole(read: () => Term): Term {
    const term = read();
    if (!this.scan.isAtEnd) throw this.scan.unexpected();
    return term;
  }

  expression(): Term {
    return this.scan.nested(() => {
      const { scan } = this;
      if (scan.keyword("if")) return this.readIf();
      if (scan.keyword("for")) return this.readFor();
      if (scan.keyword("some")) return this.quantified("some");
      if (scan.keyword("every")) return this.quantified("every");
      return this.disjunction();
    });
  }

  unaryTests(): Term {
    const { scan } = this;
    if (scan.sees("-") && scan.text.slice(scan.at + 1).trim() === "" && scan.sign("-")) return literal(true);
    const of: Term = { kind: "name", name: "?" };
    if (scan.seesWord("not")) {
      const from = scan.at;
      scan.name();
      if (scan.sign("(")) {
        const tests = this.tests();
        if (scan.sign(")") && scan.isAtEnd) return { kind: "call", name: "not", names: null, args: [{ kind: "in", of, tests }] };
      }
      scan.at = from;
    }
    return { kind: "in", of, tests: this.tests() };
  }

  private tests(): Test[] {
    const tests = [this.test(() => this.expression())];
    while (this.scan.sign(",")) tests.push(this.test(() => this.expression()));
    return tests;
  }

  private test(read: () => Term): Test {
    const operator = this.comparator();
    const before = this.asks;
    this.asks = false;
    const term = operator === null ? read() : this.sum();
    const { asks } = this;
    this.asks = before || asks;
    return { operator, term, asks };
  }

  private readIf(): Term {
    const condition = this.expression();
    this.scan.expectKeyword("then");
    const yes = this.expression();
    this.scan.expectKeyword("else");
    return { kind: "if", condition, yes, no: this.expression() };
  }

  private readFor(): Term {
    const over = this.iterations("return");
    this.scan.names.add("partial");
    return { kind: "for", over, result: this.expression() };
  }

  private quantified(kind: "some" | "every"): Term {
    return { kind, over: this.iterations("satisfies"), test: this.expression() };
  }

  private iterations(end: string): Iteration[] {
    const over: Iteration[] = [];
    do {
      const name = this.scan.newName(/\s+in\b/u);
      this.scan.expectKeyword("in");
      const list = this.expression();
      over.push({ name, list, to: this.scan.sign("..") ? this.expression() : null });
    } while (this.scan.sign(","));
    this.scan.expectKeyword(end);
    return over;
  }

  private disjunction(): Term {
    let left = this.conjunction();
    while (this.scan.keyword("or")) left = { kind: "or", left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Term {
    let left = this.comparison();
    while (this.scan.keyword("and")) left = { kind: "and", left, right: this.comparison() };
    return left;
  }

  private comparison(): Term {
    const { scan } = this;
    let of = this.sum();
    for (;;) {
      const operator = this.comparator();
      if (operator !== null) of = { kind: "comparison", operator, left: of, right: this.sum() };
      else if (scan.keyword("between")) {
        const low = this.sum();
        scan.expectKeyword("and");
        of = { kind: "between", of, low, high: this.sum() };
      } else if (scan.keyword("in")) of = { kind: "in", of, tests: this.inTests() };
      else if (scan.keyword("instance")) {
        scan.expectKeyword("of");
        of = { kind: "instance", of, type: readType(scan) };
      } else return of;
    }
  }

  /** What stands after `in`: one test, or several in brackets; `(1..5]` begins like the latter and is the former. */
  private inTests(): Test[] {
    const { scan } = this;
    if (!scan.sign("(")) return [this.test(() => this.sum())];
    return scan.nested(() => {
      const first = this.test(() => this.expression());
      if (first.operator === null && scan.sign("..")) return [{ ...first, term: this.rangeFrom(first.term, false) }];
      const tests = [first];
      while (scan.sign(",")) tests.push(this.test(() => this.expression()));
      scan.expect(")");
      return tests;
    });
  }

  private sum(): Term {
    let left = this.product();
    for (;;) {
      if (this.scan.sign("+")) left = { kind: "arithmetic", operator: "+", left, right: this.product() };
      else if (this.scan.sign("-")) left = { kind: "arithmetic", operator: "-", left, right: this.product() };
      else return left;
    }
  }

  private product(): Term {
    let left = this.power();
    for (;;) {
      if (!this.scan.sees("**") && this.scan.sign("*")) left = { kind: "arithmetic", operator: "*", left, right: this.power() };
      else if (this.scan.sign("/")) left = { kind: "arithmetic", operator: "/", left, right: this.power() };
      else return left;
    }
  }

  private power(): Term {
    let left = this.signed();
    while (this.scan.sign("**")) left = { kind: "arithmetic", operator: "**", left, right: this.signed() };
    return left;
  }

  private signed(): Term {
    if (!this.scan.sign("-")) return this.following(this.primary());
    const of = this.scan.nested(() => this.signed());
    return of.kind === "literal" && typeof of.value === "number" ? literal(-of.value) : { kind: "negation", of };
  }

  private following(start: Term): Term {
    const { scan } = this;
    let of = start;
    for (;;) {
      if (!scan.sees("..") && scan.sign(".")) {
        const name = scan.name();
        if (name === null) throw scan.unexpected();
        of = { kind: "part", of, name };
      } else if (scan.sees("[") && !closesRange.test(scan.text.slice(scan.at, scan.at + 20))) {
        scan.sign("[");
        scan.names.add("item");
        of = { kind: "filter", of, by: this.expression() };
        scan.expect("]");
      } else if (scan.sees("(")) of = this.call(of);
      else return of;
    }
  }

  private call(of: Term): Term {
    const { scan } = this;
    const from = scan.at;
    scan.expect("(");
    const { args, names } = this.args();
    if (of.kind !== "name") return { kind: "invoke", of, args, names };
    const { name } = of;
    if (!functions.has(name) && !scan.names.has(name))
      throw new Unreadable("expression.unknownFunction", `there is no function "${name}".`, from - name.length + 1);
    return { kind: "call", name, args, names };
  }

  private args(): { args: Term[]; names: string[] | null } {
    const { scan } = this;
    const args: Term[] = [];
    const names: string[] = [];
    if (scan.sign(")")) return { args, names: null };
    do {
      const name = scan.matched(argumentName);
      if (name !== null) names.push(normalised(name.slice(0, -1)));
      args.push(this.expression());
    } while (scan.sign(","));
    scan.expect(")");
    if (names.length > 0 && names.length !== args.length) throw scan.unexpected();
    return { args, names: names.length === 0 ? null : names };
  }

  private primary(): Term {
    const { scan } = this;
    const number = scan.matched(numberAt);
    if (number !== null) return literal(Number(number));
    const text = scan.matched(textAt);
    if (text !== null) return literal(unquoted(text));
    if (scan.sign("@")) {
      const quoted = scan.matched(textAt);
      if (quoted === null) throw scan.unexpected();
      return literal(dateTimeOf(unquoted(quoted)));
    }
    if (scan.sign("(")) return scan.nested(() => this.bracketed());
    if (scan.sign("[")) return scan.nested(() => this.listOrRange());
    if (scan.sign("]")) return scan.nested(() => this.rangeAfterLow(false));
    if (scan.sign("{")) return scan.nested(() => this.context());
    const at = scan.at;
    const name = scan.name();
    if (name === null) throw scan.unexpected();
    return this.named(name, at);
  }

  private named(name: string, at: number): Term {
    if (name === "function" && this.scan.sees("(")) return this.readFunction();
    if (constants.has(name)) return literal(constants.get(name) ?? null);
    if (reserved.has(name)) {
      this.scan.at = at;
      throw this.scan.unexpected();
    }
    this.asks ||= name === "?";
    return { kind: "name", name };
  }

  /** After `(`: an expression in brackets, a range without its low bound, or one open below: `(1..5]`, `(> 5)`. */
  private bracketed(): Term {
    const operator = this.comparator();
    if (operator !== null && operator !== "!=") {
      const bound = this.sum();
      this.scan.expect(")");
      return openRange(operator, bound);
    }
    const inner = this.expression();
    if (this.scan.sign("..")) return this.rangeFrom(inner, false);
    this.scan.expect(")");
    // A copy, so that what is in brackets stays together.
    return { ...inner };
  }

  private listOrRange(): Term {
    const { scan } = this;
    const items: Term[] = [];
    if (scan.sign("]")) return { kind: "list", items };
    const first = this.test(() => this.expression());
    if (first.operator !== null && first.operator !== "!=") items.push(openRange(first.operator, first.term));
    else items.push(first.term);
    if (scan.sign("..")) return this.rangeFrom(items[0]!, true);
    while (scan.sign(",")) items.push(this.expression());
    scan.expect("]");
    return { kind: "list", items };
  }

  private rangeAfterLow(lowIncluded: boolean): Term {
    const low = this.expression();
    this.scan.expect("..");
    return this.rangeFrom(low, lowIncluded);
  }

  private rangeFrom(low: Term, lowIncluded: boolean): Term {
    const high = this.expression();
    const highIncluded = this.scan.sign("]");
    if (!highIncluded && !this.scan.sign(")")) this.scan.expect("[");
    return { kind: "range", low, high, lowIncluded, highIncluded };
  }

  private context(): Term {
    const { scan } = this;
    const entries: { key: string; value: Term }[] = [];
    if (scan.sign("}")) return { kind: "context", entries };
    do {
      const quoted = scan.matched(textAt);
      const key = quoted === null ? scan.newName(/:/u) : normalised(unquoted(quoted));
      scan.names.add(key);
      scan.expect(":");
      entries.push({ key, value: this.expression() });
    } while (scan.sign(","));
    scan.expect("}");
    return { kind: "context", entries };
  }

  private readFunction(): Term {
    const { scan } = this;
    scan.expect("(");
    const params: { name: string; type: ReturnType<typeof readType> | null }[] = [];
    if (!scan.sign(")")) {
      do {
        const name = scan.newName(/\s*[,:)]/u);
        params.push({ name, type: scan.sign(":") ? readType(scan) : null });
      } while (scan.sign(","));
      scan.expect(")");
    }
    if (scan.keyword("external"))
      throw new Unreadable("expression.unsupported", "functions written in another language are not run.", scan.at + 1);
    return { kind: "function", params, body: this.expression() };
  }

  private comparator(): Comparator | null {
    return comparators.find((operator) => this.scan.sign(operator)) ?? null;
  }
}

function openRange(operator: Exclude<Comparator, "!=">, bound: Term): Term {
  if (operator === "=") return { kind: "range", low: bound, high: bound, lowIncluded: true, highIncluded: true };
  const included = operator.length === 2;
  return operator.startsWith("<")
    ? { kind: "range", low: literal(null), high: bound, lowIncluded: false, highIncluded: included, open: "low" }
    : { kind: "range", low: bound, high: literal(null), lowIncluded: included, highIncluded: false, open: "high" };
}

function literal(value: FeelValue): Term {
  return { kind: "literal", value };
}

const comparators: readonly Comparator[] = ["!=", "<=", ">=", "=", "<", ">"];
const constants: ReadonlyMap<string, FeelValue> = new Map<string, FeelValue>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
const reserved = new Set(["if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "and", "or"]);
const numberAt = /(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const textAt = /"(?:[^"\\]|\\.)*"/suy;
const argumentName = /[?_\p{L}][^"(){}[\],:@]*:/uy;
// `[1..x[`: after the bracket that ends such a range, nothing stands that could begin a filter.
const closesRange = /^\[\s*(?:$|[,)\]}=<>!]|(?:and|or|then|else|return|satisfies)\b)/u;
