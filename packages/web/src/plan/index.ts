export { TaskPlanFields } from "./fields.tsx";
export { usePlan } from "./use-plan.ts";
export { WhatIfTable } from "./what-if-table.tsx";
