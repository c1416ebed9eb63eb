import { words } from "../../kernel/index.ts";
import { type Act, type ActionStep, mapBlanks, type UndoStep } from "../../process/index.ts";
import type { FeelValue } from "../../expression/index.ts";
import type { Action } from "../effect.ts";
import { acceptBrought } from "../answers.ts";
import { reckon } from "../reckon.ts";
import { answerOf, textOf } from "../values.ts";
import type { Answers } from "../state.ts";
import { recall } from "../recall.ts";
import { placed } from "../placed.ts";
import type { Turn } from "../turn.ts";
import { readyChange } from "./change.ts";
import { filledIn, personFor, type WorkKind } from "./work.ts";
import type { Impasse } from "../move.ts";

/** Setting data is done here and now; everything else is done by the server, and the run waits for its word. */
export const action: WorkKind<ActionStep> = {
  activate: (turn, step, token) => {
    const place = turn.token(token).in;
    if (step.act.do === "set") {
      const answers = valuesOf(turn, step, step.act.values, place);
      if ("code" in answers) return answers;
      const accepted = acceptBrought(turn.graph, turn.state, answers.values);
      if ("code" in accepted)
        return {
          code: accepted.code,
          ...words`"${step.title}" cannot set what it says: ${accepted} Correct the answers and try again.`,
        };
      turn.record({ type: "data.set", step: step.id, token, ...placed(turn, place, accepted.values), ...recall(turn, step, place) });
      return "passes";
    }
    return start(turn, step, step.act, token, place);
  },
};

/** Hands an act over. Its texts are filled in and its expressions reckoned now, so that trying again does the same. */
export function start(
  turn: Turn,
  step: ActionStep,
  act: Act,
  token: number,
  place: number | undefined,
  undo?: UndoStep,
): "waits" | Impasse {
  const ready = readyFor(turn, step, act, place);
  if ("code" in ready) return ready;
  const task = turn.circumstances.newId();
  const at = undo?.id ?? step.id;
  turn.record({ type: "action.started", token, step: at, task, action: act.do, ...(undo !== undefined && { undoing: step.id }) });
  turn.effect({ type: "runAction", task, step: at, action: ready });
  return "waits";
}

/** Answers by expressions of a step. */
export function valuesOf(
  turn: Turn,
  step: ActionStep,
  values: readonly { readonly key: string; readonly value: string }[],
  place: number | undefined,
): { values: Answers } | Impasse {
  const answers: Record<string, Answers[string]> = {};
  for (const { key, value: text } of values) {
    const { value, why } = reckon(turn, step, text, place);
    if (value === null && why !== null)
      return {
        code: why.code,
        ...words`"${step.title}" cannot reckon "${turn.graph.fields.get(key)?.label ?? key}": ${why} Correct the answers and try again.`,
      };
    answers[key] = answerOf(value);
  }
  return { values: answers };
}

/** What an action brought, as answers by the step's expressions over it. */
export function resultOf(
  turn: Turn,
  step: ActionStep,
  into: readonly { readonly key: string; readonly value: string }[],
  result: Readonly<Record<string, unknown>>,
  place: number | undefined,
): { values: Answers } | Impasse {
  const besides = Object.fromEntries(Object.entries(result).map(([name, value]) => [name, feelOf(value, 0)]));
  const answers: Record<string, Answers[string]> = {};
  for (const { key, value: text } of into) {
    const { value, why } = reckon(turn, step, text, place, besides);
    if (value === null && why !== null)
      return {
        code: "run.resultUnusable",
        ...words`"${step.title}" brought nothing for "${turn.graph.fields.get(key)?.label ?? key}": ${why}`,
      };
    answers[key] = answerOf(value);
  }
  return { values: answers };
}

/** JSON as a value; what lies deeper than thirty levels is left out. */
function feelOf(value: unknown, depth: number): FeelValue {
  if (typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
  if (typeof value !== "object" || value === null || depth > 30) return null;
  if (Array.isArray(value)) return value.map((one) => feelOf(one, depth + 1));
  return new Map(Object.entries(value).map(([key, one]) => [key, feelOf(one, depth + 1)]));
}

function readyFor(turn: Turn, step: ActionStep, act: Act, place: number | undefined): Action | Impasse {
  const fill = (text: string): string => filledIn(text, turn, place);
  switch (act.do) {
    case "set":
    case "escalate":
      return { code: "run.actionUnknown", ...words`"${step.title}" cannot be done by itself.` };
    case "mail":
      return { do: "mail", to: fill(act.to), subject: fill(act.subject).replaceAll(/\s+/g, " "), text: fill(act.text) };
    case "http":
      return { do: "http", method: act.method, url: encoded(act.url, fill), body: act.body === null ? null : fill(act.body) };
    case "task":
      return { do: "task", title: fill(act.title).slice(0, 300), role: act.role, person: personFor(turn, act.role) };
    case "change":
      return readyChange(turn, step, act, place);
    case "start": {
      const answers = valuesOf(turn, step, act.values, place);
      return "code" in answers ? answers : { do: "start", process: act.process, answers: answers.values, wait: act.wait };
    }
    case "send": {
      const answers = valuesOf(turn, step, act.values, place);
      if ("code" in answers) return answers;
      if (act.key === null) return { do: "send", name: act.name, key: null, answers: answers.values };
      const { value, why } = reckon(turn, step, act.key, place);
      if (value === null)
        return {
          code: why?.code ?? "expression.noKey",
          ...words`"${step.title}" does not know to whom the message goes: ${why ?? words`the key has no value.`} Correct the answers and try again.`,
        };
      return { do: "send", name: act.name, key: textOf(value), answers: answers.values };
    }
  }
}

/** Answers are data in an address, never part of its form. */
function encoded(url: string, fill: (text: string) => string): string {
  return mapBlanks(url, (blank) => encodeURIComponent(fill(blank)));
}
