import { compileExpression, namesIn } from "@rondo/core/expression";
import type { Field } from "@rondo/core/process";
import type { BpmnFlow } from "./graph.ts";

/** A condition as FEEL with the names it needs, or null where it is in a language that Rondo does not run. */
export function conditionOf({ condition }: BpmnFlow): { readonly text: string; readonly names: readonly string[] } | null {
  if (condition === null) return null;
  const text = asFeel(condition.text, condition.language);
  if (text === null) return null;
  const expression = compileExpression(text);
  const names = namesIn(expression);
  return expression.term === null || names.length === 0 || names.some((name) => !/^[A-Za-z][A-Za-z0-9_]{0,59}$/u.test(name))
    ? null
    : { text, names };
}

/** What kind of answer a name of a condition stands for, as far as the condition tells. */
export function kindIn(name: string, conditions: readonly string[]): Pick<Field, "kind" | "choices"> {
  const all = conditions.join("\n");
  const compared = [
    ...all.matchAll(new RegExp(String.raw`\b${name}\s*(?:=|!=|<=?|>=?)\s*("(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|date)`, "gu")),
  ].map((match) => match[1] ?? "");
  const texts = compared.filter((value) => value.startsWith('"')).map((value) => JSON.parse(value) as string);
  if (texts.length > 0) return { kind: "text" };
  if (compared.some((value) => value === "date")) return { kind: "date" };
  if (compared.some((value) => /^-?[\d.]/u.test(value))) return { kind: "number" };
  return compared.length > 0 || new RegExp(String.raw`(?:^|\band\b|\bor\b|not\()\s*${name}\s*(?:$|\)|\band\b|\bor\b)`, "mu").test(all)
    ? { kind: "yesNo" }
    : { kind: "text" };
}

/** FEEL as it is; the expressions in `${…}` of several engines as far as they say the same. */
export function asFeel(text: string, language: string): string | null {
  if (/feel/iu.test(language) || (language === "" && text.startsWith("="))) return text.replace(/^=/u, "").trim();
  const inner = /^[$#]\{([^{}]*)\}$/u.exec(text.trim())?.[1];
  if (inner === undefined) return null;
  // Methods, indexes and strings with quotes in them are more than FEEL's operators.
  if (/\w\(|\[|\\|\?|\bempty\b/u.test(inner)) return null;
  return inner
    .replaceAll(/'([^'"]*)'/gu, '"$1"')
    .replaceAll(/&&/gu, " and ")
    .replaceAll(/\|\|/gu, " or ")
    .replaceAll(/==|\beq\b/gu, "=")
    .replaceAll(/!(?!=)\s*([\w.]+|\([^()]*\))/gu, "not($1)")
    .replaceAll(/\bne\b/gu, "!=")
    .replaceAll(/\bgt\b/gu, ">")
    .replaceAll(/\blt\b/gu, "<")
    .replaceAll(/\bge\b/gu, ">=")
    .replaceAll(/\ble\b/gu, "<=")
    .trim();
}
