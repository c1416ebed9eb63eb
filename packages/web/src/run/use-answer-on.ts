import type { Field } from "@rondo/core/process";
import { useEffect, useState } from "react";
import type { answerOn } from "./field-logic.ts";
import type { AnswerValue } from "./check-answers.ts";

/** What an expression of a day gives for a field; null until the part that knows expressions is there. */
export function useAnswerOn(
  zone: string,
  needed: boolean,
): ((field: Field, text: string, day: string) => { answer: AnswerValue; problem: string | null }) | null {
  const [logic, setLogic] = useState<{ readonly answerOn: typeof answerOn } | null>(null);
  useEffect(() => {
    if (needed) void import("./field-logic.ts").then(setLogic);
  }, [needed]);
  return logic === null
    ? null
    : (field, text, day) => {
        const { answer, problem } = logic.answerOn(field, text, day, { now: Date.now(), zone });
        return { answer: answer as AnswerValue, problem };
      };
}
