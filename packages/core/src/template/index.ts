export { type Placed, type PlanTemplate, type TemplateLink, type TemplateTask, place } from "./template.ts";
