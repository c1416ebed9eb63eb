export { adoptFamily } from "./adopt.ts";
export { audit, type Audit, type AuditedContainer, type Gap, type Weights } from "./audit.ts";
export type { Family } from "./family.ts";
export { carryOver } from "./carry-over.ts";
export { groupAlike } from "./families.ts";
export { type Earlier, kindsOf, nearestWork, titlesCompared } from "./nearest.ts";
export type { Procedure, UsualStep } from "./procedure.ts";
export { type Feature, featureWeights, type Kind } from "./verdict.ts";
export type { Case, Container, WorkItem } from "./work.ts";
