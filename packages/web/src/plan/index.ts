export { TaskPlanFields } from "./fields.tsx";
export { isLate, placeOf } from "./model.ts";
export { useNowWall, usePlan } from "./use-plan.ts";
export { useWords } from "./use-words.ts";
export { WhatIfTable } from "./what-if-table.tsx";
