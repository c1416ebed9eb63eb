import { type Definition, type Field, intakeOf } from "@rondo/core/process";
import type { ReactNode } from "react";
import { AnswerInput, AnswerText, type AnswerValue, Follows, useFields, useWrongWords, type Wrong } from "../run/index.ts";

type Answers = Readonly<Record<string, AnswerValue | undefined>>;

/** What a start form asks of these answers now, and what is wrong with them. */
export function useIntake(definition: Pick<Definition, "fields" | "intake" | "intakeOptional">, answers: Answers, zone: string) {
  const { isAsked, computed, check } = useFields(definition.fields, answers, zone);
  const asked = intakeOf(definition).filter(({ field }) => isAsked(field));
  return { asked, computed, check: () => check(asked.map(({ field, mode }) => ({ key: field.key, mode }))) };
}

type Props = {
  intake: ReturnType<typeof useIntake>;
  answers: Answers;
  problems: ReadonlyMap<string, Wrong>;
  onAnswer: (field: Field, value: AnswerValue) => void;
  /** What stands around a field's input, or in its place. */
  around?: (field: Field, input: ReactNode, optional: boolean) => ReactNode;
};

/** The fields of a start form, whoever answers them: somebody who starts a run, or a cadence. */
export function IntakeFields({ intake: { asked, computed }, answers, problems, onAnswer, around = (_, input) => input }: Props) {
  const words = useWrongWords();
  return asked.map(({ field, mode }, index) => (
    <div key={field.key} data-first={index === 0 || undefined}>
      {field.computed !== undefined ? (
        <Follows label={field.label}>
          <AnswerText field={field} value={computed(field)} />
        </Follows>
      ) : (
        around(
          field,
          <AnswerInput
            field={field}
            value={answers[field.key]}
            optional={mode === "editable"}
            error={words(field, problems.get(field.key))}
            onValue={(value) => onAnswer(field, value)}
          />,
          mode === "editable",
        )
      )}
    </div>
  ));
}
