export { TaskPlanFields } from "./fields.tsx";
export { WhatIfTable } from "./what-if-table.tsx";
