import type { Field, FieldUse } from "@rondo/core/process";

export type AnswerValue = string | number | boolean | (string | Record<string, string | number | boolean | null>)[] | null;
type AnswerProblem =
  | "required"
  | "number"
  | "date"
  | "email"
  | "link"
  | "choice"
  | "tooLong"
  | "tooSmall"
  | "tooLarge"
  | "pattern"
  | "rule"
  | "notAsked"
  | "unknownId"
  | "other";

/** What is wrong with an answer; a rule brings its own words. */
export type Wrong = { readonly problem: AnswerProblem; readonly message?: string };

/** What is wrong with each answer, before it is sent; the server checks the same and has the last word. */
export function checkAnswers(
  fields: readonly Field[],
  uses: readonly FieldUse[],
  answers: Readonly<Record<string, AnswerValue | undefined>>,
): ReadonlyMap<string, Wrong> {
  const problems = new Map<string, Wrong>();
  for (const { key, mode } of uses) {
    const field = fields.find((one) => one.key === key);
    if (!field || mode === "shown") continue;
    const problem = problemWith(field, answers[key] ?? null, mode === "required");
    if (problem) problems.set(key, { problem });
  }
  return problems;
}

/** What the server says is wrong, by field. Null: nothing that it names by field. */
export function wrongFrom(listed: unknown, fields: readonly Field[]): ReadonlyMap<string, Wrong> | null {
  if (!Array.isArray(listed) || listed.length === 0) return null;
  return new Map(
    listed.map((one: { readonly field: string; readonly problem: string; readonly message?: string }) => [
      one.field,
      {
        problem: named(one.problem, fields.find((field) => field.key === one.field)?.kind),
        ...(one.message !== undefined && { message: one.message }),
      },
    ]),
  );
}

const same: ReadonlySet<string> = new Set(["required", "tooLong", "tooSmall", "tooLarge", "pattern", "rule", "notAsked", "unknownId"]);

/** How the server names the same things. */
function named(name: string, kind: Field["kind"] | undefined): AnswerProblem {
  if (name === "notAChoice") return "choice";
  if (name === "wrongType" && kind === "money") return "number";
  if (name === "wrongType" && (kind === "number" || kind === "date" || kind === "email" || kind === "link")) return kind;
  return same.has(name) ? (name as AnswerProblem) : "other";
}

function problemWith(field: Field, answer: AnswerValue, required: boolean): AnswerProblem | null {
  if (answer === null || (Array.isArray(answer) && answer.length === 0) || (typeof answer === "string" && answer.trim() === ""))
    return required ? "required" : null;
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
    case "choices":
      return Array.isArray(answer) && answer.every((one) => (field.choices ?? []).includes(String(one))) ? null : "choice";
    default:
      return null;
  }
}
