import { evaluate, type FeelValue, feelDate } from "../expression/index.ts";
import type { Field, Flow, GraphNode } from "../process/index.ts";
import type { Answer } from "./state.ts";
import type { Turn } from "./turn.ts";

type Choice = { readonly flow: Flow } | { readonly code: string; readonly message: string };

/**
 * The flow a decision takes. A condition that is neither true nor false (an unanswered field, a comparison that makes no
 * sense) is never taken for false: the run stops there and says which condition and why.
 */
export function choose(turn: Turn, node: GraphNode): Choice {
  const step = turn.step(node.step);
  const data = dataOf(turn);
  const { now, zone } = turn.circumstances;
  let otherwise: Flow | null = null;
  for (const flow of node.out) {
    if (flow.when === null) {
      otherwise ??= flow;
      continue;
    }
    const { value, findings } = evaluate(flow.when, data, { now, zone });
    if (value === true) return { flow };
    if (value !== false) {
      const reason = findings[0]?.message ?? "its result is neither true nor false.";
      return {
        code: findings[0]?.code ?? "expression.notBoolean",
        message: `"${step.title}" cannot decide whether "${flow.label}" applies: ${reason} Correct the answers and try again.`,
      };
    }
  }
  if (otherwise !== null) return { flow: otherwise };
  return {
    code: "run.noBranch",
    message: `No condition of "${step.title}" holds and none of its branches is marked otherwise. Correct the answers and try again.`,
  };
}

function dataOf(turn: Turn): Map<string, FeelValue> {
  return new Map(
    [...turn.graph.fields].map(([key, field]) => [
      key,
      Object.hasOwn(turn.state.data, key) ? valueOf(field, turn.state.data[key]) : null,
    ]),
  );
}

function valueOf(field: Field, answer: Answer | undefined): FeelValue {
  if (answer === undefined) return null;
  return field.kind === "date" && typeof answer === "string" ? feelDate(answer) : answer;
}
