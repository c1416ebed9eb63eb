import { Refusal, words } from "../kernel/index.ts";
import type { Clock } from "../expression/index.ts";
import { type Field, type FieldUse, type Graph, usesOf } from "../process/index.ts";
import { fieldsNow, ruleProblem } from "./fields.ts";
import { kindProblem } from "./kind-problem.ts";
import type { Step } from "../process/index.ts";
import type { Answer, Answers, RunState } from "./state.ts";
import type { Impasse } from "./move.ts";

/** What is wrong with one answer; `path` is the place in the request. */
export type AnswerProblem = {
  readonly path: string;
  readonly field: string;
  readonly label: string;
  readonly problem:
    | "unknown"
    | "notEditable"
    | "notAsked"
    | "required"
    | "wrongType"
    | "notAChoice"
    | "tooLong"
    | "tooSmall"
    | "tooLarge"
    | "pattern"
    | "rule"
    | "expression";
  /** Of a rule: what it says. Of an expression: why it gives no answer. */
  readonly message?: string;
};

/** 1 MiB of JSON (B66): what a run may hold in all. */
export const dataLimit = 1_048_576;

type Circumstance = { readonly enforceRequired: boolean; readonly clock: Clock };

/**
 * The answers as they are kept (blank text is no answer), or a refusal that names every field at fault at once.
 * A step takes answers only for fields it may edit and that are asked now; required ones must hold an answer afterwards,
 * given now or before, and what it holds must keep the field's rules.
 */
export function acceptAnswers(
  graph: Graph,
  data: RunState["data"],
  step: Step,
  given: Answers,
  { enforceRequired, clock }: Circumstance,
): Answers {
  const uses = new Map<string, FieldUse["mode"]>();
  for (const { key, mode } of usesOf(step)) if (mode !== "shown") uses.set(key, mode);
  return accept(graph, data, uses, given, enforceRequired, clock);
}

/** Answers of the form that starts a run; what may not be missing is for whoever asks. */
export function acceptIntake(graph: Graph, state: RunState, given: Answers, clock: Clock, required: readonly string[] = []): Answers {
  return accept(
    graph,
    state.data,
    new Map(graph.definition.intake.map((key) => [key, required.includes(key) ? "required" : "editable"])),
    given,
    true,
    clock,
  );
}

function accept(
  graph: Graph,
  data: RunState["data"],
  uses: ReadonlyMap<string, FieldUse["mode"]>,
  given: Answers,
  enforceRequired: boolean,
  clock: Clock,
): Answers {
  const accepted = read(graph, given, (field) => uses.has(field.key) && field.computed === undefined);
  const problems = [...accepted.problems];
  const known = Object.fromEntries(
    [...Object.entries(data), ...accepted.answers].filter((one): one is [string, Answer] => one[1] !== null),
  );
  const now = fieldsNow(graph.definition.fields, known, clock);
  for (const [key, mode] of uses) {
    const field = graph.fields.get(key);
    if (field === undefined || field.computed !== undefined || problems.some((problem) => problem.field === key)) continue;
    const answer = accepted.answers.has(key) ? accepted.answers.get(key) : own(data, key);
    if (now.hidden.has(key)) {
      if (accepted.answers.get(key) != null) problems.push(about(field, "notAsked"));
      continue;
    }
    if (answer === undefined || answer === null) {
      if (enforceRequired && mode === "required") problems.push(about(field, "required"));
      continue;
    }
    const broken = ruleProblem(field, answer, now.values, clock);
    if (broken !== null)
      problems.push({ ...about(field, broken.problem), ...(broken.message !== undefined && { message: broken.message }) });
  }
  return settled(data, problems, accepted.answers);
}

/** Corrections by whoever repairs a run: any field. */
export function acceptCorrection(graph: Graph, state: RunState, given: Answers): Answers {
  const { answers, problems } = read(graph, given, (field) => field.computed === undefined);
  return settled(state.data, problems, answers);
}

/** What a step brings by itself as answers, or why it can't be: nobody is there who could be refused. */
export function acceptBrought(graph: Graph, state: RunState, given: Answers): { readonly values: Answers } | Impasse {
  try {
    return { values: acceptCorrection(graph, state, given) };
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const { fields, limit } = problem.params;
    return {
      code: problem.code,
      ...(limit === undefined
        ? words`it does not fit "${String(fields)}".`
        : words`with it the run would hold more than ${String(limit)} bytes.`),
    };
  }
}

function read(
  graph: Graph,
  given: Answers,
  mayEdit: (field: Field) => boolean,
): { answers: Map<string, Answer | null>; problems: AnswerProblem[] } {
  const answers = new Map<string, Answer | null>();
  const problems: AnswerProblem[] = [];
  for (const [key, raw] of Object.entries(given)) {
    const field = graph.fields.get(key);
    if (field === undefined) {
      problems.push({ path: pathOf(key), field: key, label: key, problem: "unknown" });
      continue;
    }
    if (!mayEdit(field)) {
      problems.push(about(field, "notEditable"));
      continue;
    }
    const answer =
      (typeof raw === "string" && raw.trim() === "") || (Array.isArray(raw) && raw.length === 0 && field.kind !== "table") ? null : raw;
    const problem = answer === null ? null : kindProblem(field, answer);
    if (problem === null) answers.set(key, answer);
    else problems.push(about(field, problem));
  }
  return { answers, problems };
}

function settled(data: RunState["data"], problems: readonly AnswerProblem[], answers: ReadonlyMap<string, Answer | null>): Answers {
  if (problems.length > 0) throw new Refusal(codeFor(problems), { fields: problems.map(({ label }) => label).join(", "), problems });
  const accepted = Object.fromEntries(answers);
  const size = JSON.stringify(data).length + JSON.stringify(accepted).length;
  if (size > dataLimit) throw new Refusal("run_data_too_large", { size, limit: dataLimit });
  return accepted;
}

/** The gravest of them names the refusal; `problems` lists all. */
function codeFor(problems: readonly AnswerProblem[]): string {
  const found = new Set(problems.map(({ problem }) => problem));
  if (found.has("unknown") || found.has("notEditable") || found.has("notAsked")) return "field_not_editable";
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
