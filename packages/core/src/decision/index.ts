export { adoptTable, type Adopted, type AdoptNote, type ForeignTable } from "./adopt.ts";
export { type Decided, decide, findDecision, topDecisions } from "./decide.ts";
export { type Json, givenFromJson, toJson } from "./json.ts";
export { type Chosen, chooseByRules } from "./rules.ts";
export type { DecisionModel, DecisionNode, DecisionTable, HitPolicy, ItemType, Logic, Param } from "./model.ts";
