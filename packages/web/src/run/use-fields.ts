import type { Field, FieldUse } from "@rondo/core/process";
import { useEffect, useMemo, useState } from "react";
import type { fieldsNow, ruleProblem } from "./field-logic.ts";
import { type AnswerValue, checkAnswers, type Wrong } from "./check-answers.ts";

type Logic = { readonly fieldsNow: typeof fieldsNow; readonly ruleProblem: typeof ruleProblem };
type Answers = Readonly<Record<string, AnswerValue | undefined>>;

/**
 * What of a form is asked now, what follows by itself, and what is wrong: the same the server says, while one types.
 * `zone` is that of the dates in conditions.
 */
export function useFields(fields: readonly Field[], answers: Answers, zone: string) {
  const logic = useLogic(fields);
  const now = useMemo(() => logic?.fieldsNow(fields, known(answers), { now: Date.now(), zone }) ?? null, [logic, fields, answers, zone]);
  const isAsked = (field: Field): boolean => field.when === undefined || now?.hidden.has(field.key) === false;
  const computed = (field: Field): AnswerValue => (now?.computed.get(field.key) ?? null) as AnswerValue;
  const check = (uses: readonly FieldUse[]): ReadonlyMap<string, Wrong> => {
    const asked = uses.filter(({ key, mode }) => {
      const field = fields.find((one) => one.key === key);
      return mode !== "shown" && field !== undefined && field.computed === undefined && isAsked(field);
    });
    const wrong = new Map(checkAnswers(fields, asked, answers));
    for (const { key } of asked) {
      const [field, answer] = [fields.find((one) => one.key === key), answers[key]];
      if (logic === null || now === null || field === undefined || answer == null || answer === "" || wrong.has(key)) continue;
      const broken = logic.ruleProblem(field, answer, now.values, { now: Date.now(), zone });
      if (broken !== null) wrong.set(key, broken);
    }
    return wrong;
  };
  return { isAsked, computed, check };
}

function useLogic(fields: readonly Field[]): Logic | null {
  const [logic, setLogic] = useState<Logic | null>(null);
  const needed = fields.some(
    (field) =>
      field.when !== undefined ||
      field.computed !== undefined ||
      field.min !== undefined ||
      field.max !== undefined ||
      field.pattern !== undefined ||
      field.rules !== undefined,
  );
  useEffect(() => {
    if (needed) void import("./field-logic.ts").then(setLogic);
  }, [needed]);
  return logic;
}

function known(answers: Answers): Readonly<Record<string, Exclude<AnswerValue, null>>> {
  return Object.fromEntries(
    Object.entries(answers).filter(
      (one): one is [string, Exclude<AnswerValue, null>] =>
        one[1] != null && one[1] !== "" && !(Array.isArray(one[1]) && one[1].length === 0),
    ),
  );
}
