import type { BuiltIn } from "./attributes.ts";
import type { Operator } from "./filter.ts";

/**
 * The words of one language. Of several for one thing the first is written and all are read. Another language is another
 * value of this type; the order "attribute, operator, value" holds in all.
 */
export type Grammar = {
  readonly and: string;
  readonly or: string;
  readonly not: string;
  readonly attributes: Readonly<Record<BuiltIn, readonly string[]>>;
  readonly operators: Readonly<Record<Operator, readonly string[]>>;
  readonly choices: Readonly<Record<string, string>>;
  readonly me: string;
  readonly nobody: string;
  readonly yes: string;
  readonly no: string;
  /** Spans by name, and with `{n}` for a number: "in {n} days". */
  readonly spans: Readonly<
    Record<"today" | "week" | "month", { readonly names: Readonly<Record<string, string>>; readonly ahead: string; readonly ago: string }>
  >;
  readonly weekdays: readonly string[];
  readonly minutes: readonly string[];
  readonly hours: readonly string[];
};

export const english: Grammar = {
  and: "and",
  or: "or",
  not: "not",
  attributes: {
    title: ["title"],
    state: ["state"],
    owner: ["owner"],
    creator: ["creator"],
    team: ["team"],
    in: ["in"],
    step: ["step"],
    column: ["column"],
    role: ["role"],
    skill: ["skill"],
    priority: ["priority"],
    due: ["due"],
    start: ["start"],
    finish: ["finish"],
    postponed: ["postponed"],
    created: ["created"],
    closed: ["closed"],
    effort: ["effort"],
    spent: ["spent"],
    critical: ["critical"],
    milestone: ["milestone"],
  },
  operators: {
    isNot: ["is not"],
    is: ["is"],
    contains: ["contains"],
    lacks: ["lacks"],
    before: ["before"],
    after: ["after"],
    from: ["from"],
    until: ["until"],
    over: ["over"],
    under: ["under"],
    least: ["at least"],
    most: ["at most"],
    empty: ["is empty"],
    filled: ["is set"],
  },
  choices: {
    open: "open",
    done: "done",
    skipped: "skipped",
    withdrawn: "withdrawn",
    cancelled: "cancelled",
    none: "none",
    low: "low",
    high: "high",
    urgent: "urgent",
  },
  me: "me",
  nobody: "nobody",
  yes: "yes",
  no: "no",
  spans: {
    today: { names: { "0": "today", "1": "tomorrow", "-1": "yesterday" }, ahead: "in {n} days", ago: "{n} days ago" },
    week: { names: { "0": "this week", "1": "next week", "-1": "last week" }, ahead: "in {n} weeks", ago: "{n} weeks ago" },
    month: { names: { "0": "this month", "1": "next month", "-1": "last month" }, ahead: "in {n} months", ago: "{n} months ago" },
  },
  weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  minutes: ["m", "min", "minutes"],
  hours: ["h", "hour", "hours"],
};

/** Who and what ids stand for. Without any, texts carry the ids themselves: the form for addresses. */
export type Names = {
  /** Attributes of one's own, by id. */
  readonly attributes: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly places: readonly { readonly id: string; readonly name: string }[];
};

export const noNames: Names = { attributes: [], people: [], teams: [], places: [] };

/** Words that end a value unless it stands in quotes. */
export function reservedWords(grammar: Grammar): ReadonlySet<string> {
  return new Set(
    [
      grammar.and,
      grammar.or,
      grammar.not,
      ...Object.values(grammar.operators)
        .flat()
        .flatMap((phrase) => phrase.split(" ").slice(0, 1)),
    ].map(low),
  );
}

/** Case does not count in words and names. */
export function low(text: string): string {
  return text.normalize("NFC").toLocaleLowerCase("und");
}
