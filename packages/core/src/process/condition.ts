import { compileExpression, type Expression } from "../expression/index.ts";
import type { DecisionBranch } from "./definition.ts";

const read = new WeakMap<object, Expression>();

/**
 * The condition of a branch, read once for as long as the branch lives: checking asks for it several times, and
 * reading takes about 50 µs. Null for "otherwise". Field keys hold no spaces, so no names are needed.
 */
export function conditionOf(branch: Pick<DecisionBranch, "when">): Expression | null {
  if (branch.when === null) return null;
  const known = read.get(branch);
  if (known !== undefined) return known;
  const expression = compileExpression(branch.when);
  read.set(branch, expression);
  return expression;
}
