import { type Definition, type Field as DataField, intakeOf } from "@rondo/core/process";
import { Sigma, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../../messages/index.ts";
import { AnswerText, type AnswerValue, useAnswerOn, type Wrong } from "../../run/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Button, Field, Section, TextInput } from "../../ui/index.ts";
import { IntakeFields, useIntake } from "../intake-fields.tsx";
import { cadenceTexts } from "./en.ts";

export type Standing = { readonly answers: Readonly<Record<string, AnswerValue>>; readonly expressions: Readonly<Record<string, string>> };

/** What each run of a cadence starts with, as `day` has it; what is wrong, before it is saved. */
export function useStanding(
  definition: Pick<Definition, "fields" | "intake" | "intakeOptional">,
  { answers, expressions }: Standing,
  day: string,
) {
  const { zone } = useWorkspace();
  const answerOn = useAnswerOn(zone, Object.keys(expressions).length > 0);
  const worked = new Map(
    intakeOf(definition).flatMap(({ field }) => {
      const text = expressions[field.key];
      return text === undefined || answerOn === null
        ? []
        : [[field.key, text.trim() === "" ? { answer: null, problem: null } : answerOn(field, text, day)] as const];
    }),
  );
  const known = { ...answers, ...Object.fromEntries([...worked].map(([key, { answer }]) => [key, answer])) };
  const intake = useIntake(definition, known, zone);
  const check = (): ReadonlyMap<string, Wrong> => {
    const wrong = new Map(intake.check());
    for (const [key, { problem }] of worked) if (problem !== null) wrong.set(key, { problem: "other", message: problem });
    return wrong;
  };
  const isAsked = (key: string): boolean => intake.asked.some(({ field }) => field.key === key && field.computed === undefined);
  /** What is sent: nothing that the form does not ask now. */
  const body = {
    answers: Object.fromEntries(Object.entries(answers).filter(([key, value]) => value !== null && isAsked(key) && !(key in expressions))),
    expressions: Object.fromEntries(Object.entries(expressions).filter(([key, text]) => text.trim() !== "" && isAsked(key))),
  };
  return { intake, worked, check, body };
}

type Props = {
  standing: ReturnType<typeof useStanding>;
  entered: Standing;
  problems: ReadonlyMap<string, Wrong>;
  onEntered: (entered: Standing) => void;
};

/** The start form of a cadence's runs: each answer the same every time, or worked out from the day that it falls on. */
export function CadenceAnswers({ standing: { intake, worked }, entered, problems, onEntered }: Props) {
  const t = useText(cadenceTexts);
  if (intake.asked.length === 0) return null;
  const withExpression = (field: DataField, text: string) =>
    onEntered({ ...entered, expressions: { ...entered.expressions, [field.key]: text } });
  const around = (field: DataField, input: ReactNode, optional: boolean): ReactNode => {
    if (!canBeWorkedOut.has(field.kind)) return input;
    const text = entered.expressions[field.key];
    if (text === undefined) {
      return (
        <div className="flex flex-col gap-1">
          {input}
          <span className="-ms-2">
            <Button
              kind="quiet"
              size="small"
              icon={<Sigma size={13} />}
              aria-label={t("fromDayOf", { field: field.label })}
              onClick={() => withExpression(field, first(field))}
            >
              {t("fromDay")}
            </Button>
          </span>
        </div>
      );
    }
    const found = worked.get(field.key);
    const wrong = found?.problem ?? problems.get(field.key)?.message ?? null;
    return (
      <div className="flex flex-col gap-1">
        <Field label={t("expressionOf", { field: field.label })} optional={optional} error={wrong} help={t("expressionHelp")}>
          <TextInput value={text} maxLength={2_000} spellCheck={false} onValue={(next) => withExpression(field, next)} />
        </Field>
        {found && found.problem === null && found.answer !== null ? (
          <p className="text-sm text-muted" aria-live="polite">
            {t("gives")} <AnswerText field={field} value={found.answer} />
          </p>
        ) : null}
        <span className="-ms-2">
          <Button
            kind="quiet"
            size="small"
            icon={<Undo2 size={13} />}
            aria-label={t("sameEachTimeOf", { field: field.label })}
            onClick={() => {
              const { [field.key]: _gone, ...expressions } = entered.expressions;
              onEntered({ ...entered, expressions });
            }}
          >
            {t("sameEachTime")}
          </Button>
        </span>
      </div>
    );
  };
  return (
    <Section title={t("startsWith")} about={t("startsWithAbout")}>
      <div className="flex flex-col gap-4">
        <IntakeFields
          intake={intake}
          answers={entered.answers}
          problems={problems}
          onAnswer={(field, value) => onEntered({ ...entered, answers: { ...entered.answers, [field.key]: value } })}
          around={around}
        />
      </div>
    </Section>
  );
}

const canBeWorkedOut: ReadonlySet<string> = new Set(["text", "longText", "number", "money", "date", "choice", "yesNo", "duration"]);

/** Something that can be read already, to be changed. */
function first({ kind }: DataField): string {
  if (kind === "date") return "occurrence";
  if (kind === "number" || kind === "money") return "occurrence.month";
  if (kind === "yesNo") return "occurrence.month = 12";
  return kind === "duration" ? 'duration("P1D")' : "string(occurrence)";
}
