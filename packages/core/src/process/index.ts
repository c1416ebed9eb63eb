export {
  type Act,
  type ActionStep,
  type ApprovalStep,
  type ChecklistItem,
  type DecisionBranch,
  type DecisionStep,
  type Definition,
  type Deliverable,
  type Field,
  type FieldKind,
  type FieldRule,
  type FieldUse,
  type EachStep,
  type EndStep,
  type GotoStep,
  type GroupStep,
  type Allowed,
  type Handler,
  type Liberty,
  type OtherStart,
  type Happening,
  type Join,
  type ParallelBranch,
  type ParallelStep,
  type PlacedBlock,
  type ProjectStep,
  type RaceStep,
  type RepeatStep,
  type Role,
  type RuleTable,
  type Span,
  type Step,
  type TaskStep,
  type UndoStep,
  type WaitStep,
  type Who,
  definitionLimits,
  emptyDefinition,
  unchosenProcess,
} from "./definition.ts";
export { type Rung, type ServiceClock } from "./service-clock.ts";
export { type Flow, type Graph, type GraphNode, type NodeKind } from "./graph.ts";
export { aroundNode, branchesOf, roleOf, usesOf } from "./kinds/index.ts";
export { changeable, changeWords, madeBy } from "./kinds/change.ts";
export { expressionIn } from "./kinds/expressions.ts";
export { reach } from "./reach.ts";
export { type Location, type Visit, stepsOf, walk, parting } from "./walk.ts";
export { compile } from "./compile.ts";
export { type Due, type DueFrom } from "./due.ts";
export { intakeOf, mayBeEmpty } from "./intake.ts";
export { fillIn, mapBlanks } from "./fill.ts";
export { validateDefinition } from "./validate.ts";
export { type FlowEdge, type FlowNode, flowOf } from "./flow.ts";
export { type FlowDiff, type FlowMark, diffFlows } from "./flow-diff.ts";
export { type DefinitionDiff, type StepRef, diffDefinitions, same } from "./diff.ts";
export { type Ring, isInRing } from "./pilot.ts";
export { blockFrom, detachBlock, misfits, placeBlock, placementsOf, renamed } from "./block.ts";
export { mergeDefinitions } from "./merge.ts";
export { type Counterpart, matchSteps } from "./match.ts";
