export {
  type ApprovalStep,
  type ChecklistItem,
  type DecisionBranch,
  type DecisionStep,
  type Definition,
  type Deliverable,
  type Due,
  type Field,
  type FieldKind,
  type FieldUse,
  type ParallelBranch,
  type ParallelStep,
  type ProjectStep,
  type Role,
  type Step,
  type TaskStep,
  definitionLimits,
  emptyDefinition,
} from "./definition.ts";
export { type Flow, type Graph, type GraphNode, type NodeKind, type Return } from "./graph.ts";
export { branchesOf, roleOf, usesOf } from "./kinds/index.ts";
export { type Location, type Visit, stepsOf, walk } from "./walk.ts";
export { compile } from "./compile.ts";
export { fillIn } from "./fill.ts";
export { validateDefinition } from "./validate.ts";
export { type FlowEdge, type FlowNode, flowOf } from "./flow.ts";
export { type DefinitionDiff, type StepRef, diffDefinitions } from "./diff.ts";
