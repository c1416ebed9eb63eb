import { compileExpression, type Expression, namesIn } from "../../expression/index.ts";
import { type Finding, words, type Words } from "../../kernel/index.ts";
import type { Act, Happening, Step } from "../definition.ts";
import { blanksIn } from "../fill.ts";
import { about } from "../findings/about.ts";
import type { Scene } from "./kind.ts";

const read = new WeakMap<object, Map<string, Expression>>();

/** The expression of a part of a definition, read once for as long as the part lives. Field keys hold no spaces. */
export function expressionIn(part: object, text: string): Expression {
  let known = read.get(part);
  if (known === undefined) read.set(part, (known = new Map()));
  let expression = known.get(text);
  if (expression === undefined) known.set(text, (expression = compileExpression(text)));
  return expression;
}

/** An expression must be one, and name fields of the process; `besides` are the names that are known there too. */
export function checkExpression(step: Step, text: string, what: Words, scene: Scene, besides: readonly string[] = []): Finding[] {
  const expression = expressionIn(step, text);
  const [problem] = expression.findings;
  if (problem !== undefined)
    return [
      about(step, "process.expressionInvalid", "error", words`${what} of "${step.title}" cannot be read: ${problem.message}`, {
        reason: problem.code,
      }),
    ];
  return namesIn(expression)
    .filter((name) => !scene.fields.has(name) && !besides.includes(name))
    .map((name) =>
      about(
        step,
        "process.expressionUnknownField",
        "error",
        words`${what} of "${step.title}" names "${name}", which is not a field of this process.`,
        {
          field: name,
        },
      ),
    );
}

export function checkHappening(step: Step, happening: Happening, what: Words, scene: Scene): Finding[] {
  switch (happening.on) {
    case "time":
      return happening.after.minutes >= 0 && happening.after.minutes <= 5_270_400
        ? []
        : [about(step, "process.spanInvalid", "error", words`${what} of "${step.title}" must be between 0 minutes and 10 years.`)];
    case "moment":
      return checkExpression(step, happening.at, what, scene);
    case "condition":
      return checkExpression(step, happening.when, what, scene);
    case "clock":
      return scene.clocks.has(happening.clock)
        ? []
        : [
            about(
              step,
              "process.clockUnknown",
              "error",
              words`${what} of "${step.title}" waits for a service clock that this process does not have.`,
              { clock: happening.clock },
            ),
          ];
    case "message":
      return [
        ...(happening.name.trim() === ""
          ? [about(step, "process.messageNameMissing", "error", words`${what} of "${step.title}" has no name of a message.`)]
          : []),
        ...(happening.key === null ? [] : checkExpression(step, happening.key, what, scene)),
      ];
  }
}

/** Fields that an expression or a text of a step reads. */
export function namesRead(step: Step, texts: { readonly expressions: readonly string[]; readonly templates: readonly string[] }): string[] {
  return [...texts.expressions.flatMap((text) => namesIn(expressionIn(step, text))), ...texts.templates.flatMap(blanksIn)];
}

/** What an action reads and what it fills. */
export function partsOf(act: Act): { expressions: string[]; templates: string[]; fills: string[] } {
  switch (act.do) {
    case "set":
      return { expressions: act.values.map(({ value }) => value), templates: [], fills: act.values.map(({ key }) => key) };
    case "mail":
      return { expressions: [], templates: [act.to, act.subject, act.text], fills: [] };
    case "http":
      return { expressions: [], templates: [act.url, act.body ?? ""], fills: act.into.map(({ key }) => key) };
    case "task":
      return { expressions: [], templates: [act.title], fills: [] };
    case "change":
      return { expressions: [...act.values.map(({ value }) => value), ...(act.of === null ? [act.at] : [])], templates: [], fills: [] };
    case "start":
      return { expressions: act.values.map(({ value }) => value), templates: [], fills: act.into.map(({ key }) => key) };
    case "escalate":
      return { expressions: [], templates: [], fills: [] };
    case "send":
      return { expressions: [...act.values.map(({ value }) => value), ...(act.key === null ? [] : [act.key])], templates: [], fills: [] };
  }
}
