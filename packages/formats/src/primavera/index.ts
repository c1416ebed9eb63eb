export { decimal, unitsOf, type ActivityKind, type Export } from "./model.ts";
export { planOf } from "./plan.ts";
