export { expressionLimits } from "./budget.ts";
export { type Expression, compileExpression, namesIn } from "./compile.ts";
export { evaluate } from "./evaluate.ts";
export { type Clock } from "./functions/index.ts";
export {
  type FeelDate,
  type FeelDateTime,
  type FeelDuration,
  type FeelRange,
  type FeelTime,
  type FeelType,
  type FeelValue,
  feelDate,
  typeOf,
} from "./value.ts";
