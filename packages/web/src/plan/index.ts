export { TaskPlanFields } from "./fields.tsx";
