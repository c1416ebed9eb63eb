import { compileExpression, evaluate, namesIn } from "../../expression/index.ts";
import { type Finding, type Words, words } from "../../kernel/index.ts";
import type { Definition, Field } from "../definition.ts";
import { expressionIn } from "../kinds/expressions.ts";

/** What is wrong with conditions, computations and rules of fields. */
export function checkFieldLogic(definition: Definition): Finding[] {
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  return [
    ...definition.fields.flatMap((field) => [...checkTexts(field, fields), ...checkLimits(field)]),
    ...circles(definition.fields),
    ...definition.intake.flatMap((key) => {
      const field = fields.get(key);
      return field?.kind === "file"
        ? [
            say(
              field,
              "process.fileAtStart",
              words`"${field.label}" is a file, which can't be given when a run is started. Ask for it in a step.`,
            ),
          ]
        : [];
    }),
  ];
}

/** Fields that other fields read. */
export function readByFields(definition: Definition): ReadonlySet<string> {
  return new Set(
    definition.fields.flatMap((field) =>
      textsOf(field).flatMap(({ text }) => namesIn(expressionIn(field, text)).filter((name) => name !== field.key)),
    ),
  );
}

function textsOf(field: Field): { what: Words; text: string }[] {
  return [
    ...(field.when === undefined ? [] : [{ what: words`The condition`, text: field.when }]),
    ...(field.computed === undefined ? [] : [{ what: words`The computation`, text: field.computed }]),
    ...(field.rules ?? []).map(({ holds }) => ({ what: words`A rule`, text: holds })),
  ];
}

function checkTexts(field: Field, fields: ReadonlyMap<string, Field>): Finding[] {
  return textsOf(field).flatMap(({ what, text }): Finding[] => {
    const expression = expressionIn(field, text);
    const [problem] = expression.findings;
    if (problem !== undefined)
      return [
        say(field, "process.expressionInvalid", words`${what} of the field "${field.label}" cannot be read: ${problem.message}`, {
          reason: problem.code,
        }),
      ];
    return namesIn(expression)
      .filter((name) => !fields.has(name))
      .map((name) =>
        say(
          field,
          "process.expressionUnknownField",
          words`${what} of the field "${field.label}" names "${name}", which is not a field of this process.`,
          { name },
        ),
      );
  });
}

function checkLimits(field: Field): Finding[] {
  const findings: Finding[] = [];
  const { min, max } = field;
  if (min !== undefined && max !== undefined && typeof min === typeof max && max < min)
    findings.push(
      say(field, "process.limitsCrossed", words`Nothing can be at least ${min} and at most ${max}: mend the limits of "${field.label}".`),
    );
  if ((field.rules ?? []).some(({ message }) => message.trim() === ""))
    findings.push(say(field, "process.ruleSilent", words`A rule of "${field.label}" does not say what is wrong where it is broken.`));
  if (field.pattern !== undefined && !isPattern(field.pattern))
    findings.push(
      say(field, "process.patternInvalid", words`The pattern of "${field.label}" can't be used: ${field.pattern.slice(0, 60)}`),
    );
  return findings;
}

const probe = compileExpression('matches("", pattern)');

function isPattern(pattern: string): boolean {
  return typeof evaluate(probe, new Map([["pattern", `^(?:${pattern})$`]]), { now: 0, zone: "UTC" }).value === "boolean";
}

/** Fields whose condition or computation needs, in the end, themselves. */
function circles(fields: readonly Field[]): Finding[] {
  const needs = new Map(
    fields
      .filter(({ when, computed }) => when !== undefined || computed !== undefined)
      .map((field) => [
        field.key,
        [field.when, field.computed].flatMap((text) => (text === undefined ? [] : namesIn(expressionIn(field, text)))),
      ]),
  );
  for (let before = -1; before !== needs.size;) {
    before = needs.size;
    for (const [key, names] of needs) if (!names.some((name) => needs.has(name))) needs.delete(key);
  }
  return fields
    .filter(({ key }) => needs.has(key))
    .map((field) =>
      say(field, "process.fieldCircle", words`"${field.label}" needs itself to be computed or asked, perhaps by way of others.`),
    );
}

function say(field: Field, code: string, text: Words, params: Finding["params"] = {}): Finding {
  return { code, severity: "error", ...text, subject: field.key, params: { field: field.key, ...params } };
}
