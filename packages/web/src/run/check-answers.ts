import type { Field, FieldUse } from "@rondo/core/process";

export type AnswerValue = string | number | boolean | (string | Record<string, string | number | boolean | null>)[] | null;
export type AnswerProblem = "required" | "number" | "date" | "email" | "link" | "choice";

/** What is wrong with each answer, before it is sent; the server checks the same and has the last word. */
export function checkAnswers(fields: readonly Field[], uses: readonly FieldUse[], answers: Readonly<Record<string, AnswerValue | undefined>>): ReadonlyMap<string, AnswerProblem> {
  const problems = new Map<string, AnswerProblem>();
  for (const { key, mode } of uses) {
    const field = fields.find((one) => one.key === key);
    if (!field || mode === "shown") continue;
    const problem = problemWith(field, answers[key] ?? null, mode === "required");
    if (problem) problems.set(key, problem);
  }
  return problems;
}

/** How the server names the same things. */
export function problemNamed(name: unknown, kind: Field["kind"] | undefined): AnswerProblem {
  if (name === "notAChoice") return "choice";
  if (name === "wrongType" && (kind === "number" || kind === "date" || kind === "email" || kind === "link")) return kind;
  return "required";
}

function problemWith(field: Field, answer: AnswerValue, required: boolean): AnswerProblem | null {
  if (answer === null || (Array.isArray(answer) && answer.length === 0) || (typeof answer === "string" && answer.trim() === "")) return required ? "required" : null;
  const text = String(answer);
  switch (field.kind) {
    case "number":
    case "money":
      return typeof answer === "number" && Number.isFinite(answer) ? null : "number";
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? null : "date";
    case "email":
      return /^[^\s@]+@[^\s@]+$/.test(text) ? null : "email";
    case "link":
      return /^https?:\/\/\S+$/i.test(text) ? null : "link";
    case "choice":
      return (field.choices ?? []).includes(text) ? null : "choice";
    default:
      return null;
  }
}
