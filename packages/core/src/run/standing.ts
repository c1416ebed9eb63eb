import { Refusal } from "../kernel/index.ts";
import { type Clock, compileExpression, evaluate, feelDate, namesIn } from "../expression/index.ts";
import { type Field, type Graph, intakeOf } from "../process/index.ts";
import { type AnswerProblem, acceptIntake } from "./answers.ts";
import { fitting } from "./fields.ts";
import { type Answer, type Answers, newRun } from "./state.ts";

/** What a start form is answered with when nobody is asked: answers as they are, and expressions of the day, `occurrence`. */
export type StandingAnswers = { readonly answers: Answers; readonly expressions: Readonly<Record<string, string>> };

/** What an expression gives for a field on a day (`YYYY-MM-DD`), or why it gives nothing. */
export function answerOn(
  field: Field,
  text: string,
  day: string,
  clock: Clock,
): { readonly answer: Answer | null; readonly problem: string | null } {
  const expression = compileExpression(text);
  const unreadable = expression.findings[0]?.message;
  if (unreadable !== undefined) return { answer: null, problem: unreadable };
  const unknown = namesIn(expression).find((name) => name !== "occurrence");
  if (unknown !== undefined)
    return { answer: null, problem: `"${unknown}" is not known here: it can name the day it falls on, occurrence.` };
  const { value, findings } = evaluate(expression, new Map([["occurrence", feelDate(day)]]), clock);
  if (value === null) return { answer: null, problem: findings[0]?.message ?? "it gives nothing." };
  const answer = fitting(field, value);
  return { answer, problem: answer === null ? "what it gives is no answer to this." : null };
}

/** The answers that a run starts with on a day, all that the form asks for there; or the refusal that names each at fault. */
export function answersOn(graph: Graph, { answers, expressions }: StandingAnswers, day: string, clock: Clock): Answers {
  const problems: AnswerProblem[] = [];
  const worked = Object.entries(expressions).map(([key, text]): [string, Answer | null] => {
    const field = graph.fields.get(key);
    // What the form doesn't ask any more is named by what takes the answers.
    if (field === undefined) return [key, text];
    const { answer, problem } = answerOn(field, text, day, clock);
    if (problem !== null)
      problems.push({ path: `/expressions/${key}`, field: key, label: field.label, problem: "expression", message: problem });
    return [key, answer];
  });
  if (problems.length > 0) throw new Refusal("field_invalid", { fields: problems.map(({ label }) => label).join(", "), problems });
  const given = { ...answers, ...Object.fromEntries(worked) };
  return acceptIntake(graph, newRun(), given, clock, requiredAtStart(graph));
}

function requiredAtStart(graph: Graph): string[] {
  return intakeOf(graph.definition).flatMap(({ field, mode }) => (mode === "required" ? [field.key] : []));
}
