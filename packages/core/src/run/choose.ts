import { words } from "../kernel/index.ts";
import { type Chosen, chooseByRules } from "../decision/index.ts";
import type { Flow, GraphNode, RuleTable } from "../process/index.ts";
import { evaluate, type FeelValue } from "../expression/index.ts";
import { valuesAt } from "./reckon.ts";
import type { Turn } from "./turn.ts";
import type { Impasse } from "./move.ts";

type Choice = { readonly flow: Flow } | Impasse;

/** The flow a decision takes: the first whose condition holds, else the one marked otherwise. */
export function choose(turn: Turn, node: GraphNode, place: number | undefined): Choice {
  const step = turn.step(node.step);
  const data = valuesAt(turn, place);
  if (step.kind === "decision" && step.table !== undefined)
    return byRules(step.table, step.title, node, chooseByRules(step.table, data, turn.circumstances));
  let otherwise: Flow | null = null;
  for (const flow of node.out) {
    if (flow.when === null) {
      otherwise ??= flow;
      continue;
    }
    const holds = isHolding(turn, flow, data);
    if (holds === true) return { flow };
    if (holds !== false) return holds;
  }
  if (otherwise !== null) return { flow: otherwise };
  return {
    code: "run.noBranch",
    ...words`No condition of "${step.title}" holds and none of its branches is marked otherwise. Correct the answers and try again.`,
  };
}

function byRules(table: RuleTable, title: string, node: GraphNode, { branch, findings }: Chosen): Choice {
  const [problem] = findings;
  if (problem !== undefined)
    return { code: problem.code, ...words`The table of "${title}" cannot decide: ${problem} Correct the answers and try again.` };
  const flow = node.out.find((one) => (branch === null ? one.when === null : one.branch === branch));
  return flow === undefined
    ? {
        code: "run.noBranch",
        ...words`None of the ${table.rules.length} rules of "${title}" applies and none of its branches is marked otherwise. Correct the answers and try again.`,
      }
    : { flow };
}

/** All flows of a split whose condition holds. */
export function chooseAll(turn: Turn, node: GraphNode, place: number | undefined): { readonly flows: Flow[] } | Impasse {
  const flows: Flow[] = [];
  const data = node.out.some(({ when }) => when !== null) ? valuesAt(turn, place) : new Map<string, FeelValue>();
  for (const flow of node.out) {
    const holds = flow.when === null ? true : isHolding(turn, flow, data);
    if (typeof holds === "object") return holds;
    if (holds) flows.push(flow);
  }
  return { flows };
}

/**
 * A condition that is neither true nor false (an unanswered field, a comparison that makes no sense) is never taken for
 * false: the run stops there and says which condition and why.
 */
function isHolding(turn: Turn, flow: Flow, data: ReadonlyMap<string, FeelValue>): boolean | Impasse {
  if (flow.when === null) return true;
  const { value, findings } = evaluate(flow.when, data, turn.circumstances);
  if (typeof value === "boolean") return value;
  const reason = findings[0] ?? words`its result is neither true nor false.`;
  const step = turn.step(turn.node(flow.from).step);
  return {
    code: findings[0]?.code ?? "expression.notBoolean",
    ...words`"${step.title}" cannot decide whether "${flow.label}" applies: ${reason} Correct the answers and try again.`,
  };
}
