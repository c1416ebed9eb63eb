import { Refusal } from "../kernel/index.ts";
import { type Field, type FieldUse, type Graph, usesOf } from "../process/index.ts";
import type { Step } from "../process/index.ts";
import type { Answer, Answers, RunState } from "./state.ts";

/** What is wrong with one answer; `path` is the place in the request. */
export type AnswerProblem = {
  readonly path: string;
  readonly field: string;
  readonly label: string;
  readonly problem: "unknown" | "notEditable" | "required" | "wrongType" | "notAChoice" | "tooLong";
};

/** 1 MiB of JSON (B66): what a run may hold in all. */
export const dataLimit = 1_048_576;

/**
 * The answers as they are kept (blank text is no answer), or a refusal that names every field at fault at once.
 * A step takes answers only for fields it may edit; required ones must hold an answer afterwards, given now or before.
 */
export function acceptAnswers(
  graph: Graph,
  data: RunState["data"],
  step: Step,
  given: Answers,
  options: { readonly enforceRequired: boolean },
): Answers {
  const uses = new Map<string, FieldUse["mode"]>();
  for (const { key, mode } of usesOf(step)) uses.set(key, mode);
  const accepted = read(graph, given, (key) => uses.get(key) === "editable" || uses.get(key) === "required");
  const problems = [...accepted.problems];
  for (const [key, mode] of options.enforceRequired ? uses : []) {
    const field = graph.fields.get(key);
    if (mode !== "required" || field === undefined || problems.some((problem) => problem.field === key)) continue;
    const answer = accepted.answers.has(key) ? accepted.answers.get(key) : own(data, key);
    if (answer === undefined || answer === null) problems.push(about(field, "required"));
  }
  return settled(data, problems, accepted.answers);
}

/** Answers of the form that starts a run. */
export function acceptIntake(graph: Graph, state: RunState, given: Answers): Answers {
  const intake = new Set(graph.definition.intake);
  const { answers, problems } = read(graph, given, (key) => intake.has(key));
  return settled(state.data, problems, answers);
}

/** Corrections by whoever repairs a run: any field. */
export function acceptCorrection(graph: Graph, state: RunState, given: Answers): Answers {
  const { answers, problems } = read(graph, given, () => true);
  return settled(state.data, problems, answers);
}

function read(
  graph: Graph,
  given: Answers,
  mayEdit: (key: string) => boolean,
): { answers: Map<string, Answer | null>; problems: AnswerProblem[] } {
  const answers = new Map<string, Answer | null>();
  const problems: AnswerProblem[] = [];
  for (const [key, raw] of Object.entries(given)) {
    const field = graph.fields.get(key);
    if (field === undefined) {
      problems.push({ path: pathOf(key), field: key, label: key, problem: "unknown" });
      continue;
    }
    if (!mayEdit(key)) {
      problems.push(about(field, "notEditable"));
      continue;
    }
    const answer = (typeof raw === "string" && raw.trim() === "") || (Array.isArray(raw) && raw.length === 0 && field.kind !== "table") ? null : raw;
    const problem = answer === null ? null : problemWith(field, answer);
    if (problem === null) answers.set(key, answer);
    else problems.push(about(field, problem));
  }
  return { answers, problems };
}

export function problemWith(field: Field, answer: unknown): AnswerProblem["problem"] | null {
  switch (field.kind) {
    case "number":
      return typeof answer === "number" && Number.isFinite(answer) ? null : "wrongType";
    case "money":
      return typeof answer === "number" && Number.isFinite(answer) ? null : "wrongType";
    case "list":
    case "people":
      if (!Array.isArray(answer) || !answer.every((one) => typeof one === "string" && one.trim() !== "")) return "wrongType";
      return answer.length > 10_000 || answer.some((one: string) => one.length > 2_000) ? "tooLong" : null;
    case "table":
      if (!Array.isArray(answer) || !answer.every((row) => isRow(row))) return "wrongType";
      return answer.length > 10_000 ? "tooLong" : null;
    case "yesNo":
      return typeof answer === "boolean" ? null : "wrongType";
    default:
      if (typeof answer !== "string") return "wrongType";
      if (answer.length > (field.kind === "longText" ? 100_000 : 2_000)) return "tooLong";
      if (field.kind === "choice") return (field.choices ?? []).includes(answer) ? null : "notAChoice";
      return texts[field.kind].test(answer) && (field.kind !== "date" || isDate(answer)) ? null : "wrongType";
  }
}

const texts: Readonly<Record<"text" | "longText" | "date" | "person" | "email" | "link" | "duration", RegExp>> = {
  duration: /^-?P(?=.)(?:\d{1,6}Y)?(?:\d{1,6}M)?(?:\d{1,6}D)?(?:T(?=.)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}S)?)?$/,
  text: /^[^\r\n]*$/,
  longText: /^/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  person: /^\S+$/,
  email: /^[^\s@]+@[^\s@]+$/,
  link: /^https?:\/\/\S+$/i,
};

function isRow(row: unknown): boolean {
  return (
    typeof row === "object" &&
    row !== null &&
    !Array.isArray(row) &&
    Object.values(row).every((cell) => cell === null || ["string", "number", "boolean"].includes(typeof cell)) &&
    Object.keys(row).length <= 100
  );
}

function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function settled(
  data: RunState["data"],
  problems: readonly AnswerProblem[],
  answers: ReadonlyMap<string, Answer | null>,
): Answers {
  if (problems.length > 0)
    throw new Refusal(codeFor(problems), { fields: problems.map(({ label }) => label).join(", "), problems });
  const accepted = Object.fromEntries(answers);
  const size = JSON.stringify(data).length + JSON.stringify(accepted).length;
  if (size > dataLimit) throw new Refusal("run_data_too_large", { size, limit: dataLimit });
  return accepted;
}

/** The gravest of them names the refusal; `problems` lists all. */
function codeFor(problems: readonly AnswerProblem[]): string {
  const found = new Set(problems.map(({ problem }) => problem));
  if (found.has("unknown") || found.has("notEditable")) return "field_not_editable";
  return problems.every(({ problem }) => problem === "required") ? "field_required" : "field_invalid";
}

function about(field: Field, problem: AnswerProblem["problem"]): AnswerProblem {
  return { path: pathOf(field.key), field: field.key, label: field.label, problem };
}

function pathOf(key: string): string {
  return `/answers/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function own(data: Readonly<Record<string, Answer>>, key: string): Answer | undefined {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}
