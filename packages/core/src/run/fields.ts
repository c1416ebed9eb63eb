import { type Clock, compileExpression, evaluate, type FeelValue, namesIn } from "../expression/index.ts";
import { expressionIn, type Field } from "../process/index.ts";
import { kindProblem } from "./kind-problem.ts";
import type { Answer } from "./state.ts";
import { answerOf, valueOf } from "./values.ts";

type Known = Readonly<Record<string, Answer>>;

/** What a process's fields are with some answers: which are not asked, and what follows by itself. */
export type FieldsNow = {
  /** Not asked now: their condition does not hold, or can't be told yet. `refuted`: it surely does not. */
  readonly hidden: ReadonlySet<string>;
  readonly refuted: ReadonlySet<string>;
  /** Of computed fields; null where nothing follows. */
  readonly computed: ReadonlyMap<string, Answer | null>;
  readonly values: ReadonlyMap<string, FeelValue>;
};

/** Conditions and computed fields, each after those that it reads. Fields that need each other have no value. */
export function fieldsNow(fields: readonly Field[], known: Known, clock: Clock): FieldsNow {
  const values = new Map<string, FeelValue>(
    fields.map((field) => [field.key, Object.hasOwn(known, field.key) ? valueOf(field, known[field.key]) : null]),
  );
  const [hidden, refuted, computed] = [new Set<string>(), new Set<string>(), new Map<string, Answer | null>()];
  for (const field of dependent(fields)) {
    if (field.when !== undefined) {
      const { value } = evaluate(expressionIn(field, field.when), values, clock);
      if (value !== true) hidden.add(field.key);
      if (value === false) refuted.add(field.key);
    }
    if (field.computed !== undefined) {
      const value = hidden.has(field.key) ? null : evaluate(expressionIn(field, field.computed), values, clock).value;
      const answer = fitting(field, value);
      computed.set(field.key, answer);
      values.set(field.key, answer === null ? null : valueOf(field, answer));
    } else if (refuted.has(field.key)) values.set(field.key, null);
  }
  return { hidden, refuted, computed, values };
}

/** The first thing wrong with an answer beside its kind: a limit, its pattern, a rule. Null: nothing. */
export function ruleProblem(
  field: Field,
  answer: Answer,
  values: ReadonlyMap<string, FeelValue>,
  clock: Clock,
): { problem: "tooSmall" | "tooLarge" | "pattern" | "rule"; message?: string } | null {
  const size = sizeOf(field, answer);
  if (size !== null) {
    if (field.min !== undefined && below(size, field.min)) return { problem: "tooSmall" };
    if (field.max !== undefined && below(field.max, size)) return { problem: "tooLarge" };
  }
  if (field.pattern !== undefined && typeof answer === "string" && !matches(field.pattern, answer, clock)) return { problem: "pattern" };
  const broken = (field.rules ?? []).find(({ holds }) => evaluate(expressionIn(field, holds), values, clock).value === false);
  return broken === undefined ? null : { problem: "rule", message: broken.message };
}

const orders = new WeakMap<readonly Field[], readonly Field[]>();

/** Fields with a condition or a computation, in an order in which each comes after what it reads; those in a circle are left out. */
function dependent(fields: readonly Field[]): readonly Field[] {
  const known = orders.get(fields);
  if (known !== undefined) return known;
  const waiting = new Map(fields.filter(isDependent).map((field) => [field.key, field]));
  const order: Field[] = [];
  for (let before = -1; before !== order.length;) {
    before = order.length;
    for (const field of waiting.values()) {
      if (readBy(field).some((key) => waiting.has(key))) continue;
      waiting.delete(field.key);
      order.push(field);
    }
  }
  orders.set(fields, order);
  return order;
}

function isDependent({ when, computed }: Field): boolean {
  return when !== undefined || computed !== undefined;
}

function readBy(field: Field): string[] {
  return [field.when, field.computed].flatMap((text) => (text === undefined ? [] : namesIn(expressionIn(field, text))));
}

/** A value as an answer of this kind of field; what is none of it is no answer. */
export function fitting(field: Field, value: FeelValue): Answer | null {
  const answer = field.kind === "text" || field.kind === "longText" ? textual(value) : answerOf(value);
  return answer === null || kindProblem(field, answer) !== null ? null : answer;
}

function textual(value: FeelValue): Answer | null {
  const answer = answerOf(value);
  return typeof answer === "number" ? String(answer) : answer;
}

function sizeOf(field: Field, answer: Answer): number | string | null {
  if (typeof answer === "number") return answer;
  if (Array.isArray(answer)) return answer.length;
  if (typeof answer !== "string") return null;
  return field.kind === "date"
    ? answer
    : field.kind === "text" || field.kind === "longText" || field.kind === "richText"
      ? answer.length
      : null;
}

/** Numbers by size, dates (as texts) by time; a number and a text are not compared. */
function below(a: number | string, b: number | string): boolean {
  return typeof a === typeof b && a < b;
}

const whole = compileExpression("matches(text, pattern)");

function matches(pattern: string, text: string, clock: Clock): boolean {
  return (
    evaluate(
      whole,
      new Map([
        ["text", text],
        ["pattern", `^(?:${pattern})$`],
      ]),
      clock,
    ).value !== false
  );
}
