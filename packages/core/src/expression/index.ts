export { Budget, decisionLimits, expressionLimits, Halt } from "./budget.ts";
export { type Expression, compileExpression, compileTests, namesIn } from "./compile.ts";
export { evaluate, valueOf } from "./evaluate.ts";
export { invoked as callValue } from "./call.ts";
export { compare as compareValues, equal as equalValues } from "./compare.ts";
export { type Clock, type World } from "./functions/index.ts";
export { durationOf as feelDuration, valueOfText } from "./functions/dates.ts";
export { textOfValue } from "./functions/print.ts";
export { soFar } from "./iterate.ts";
export { emptyScope, inside, type Scope } from "./scope.ts";
export type { Term } from "./term.ts";
export { isNamedType } from "./type.ts";
export {
  type FeelDate,
  type FeelDateTime,
  type FeelDuration,
  type FeelRange,
  type FeelTime,
  type FeelType,
  type FeelValue,
  feelDate,
  isList,
  typeOf,
} from "./value.ts";
