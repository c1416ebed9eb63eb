import type { z } from "zod";
import { adviceOperations } from "./advice.ts";
import { auditOperations } from "./audit.ts";
import { calendarOperations } from "./calendar.ts";
import { capacityOperations } from "./capacity.ts";
import { controlOperations } from "./control.ts";
import { documentOperations } from "./document.ts";
import { importOperations } from "./import.ts";
import { installationOperations } from "./installation.ts";
import type { Operation } from "./operation.ts";
import { measureOperations } from "./measures.ts";
import { ratingOperations } from "./rating.ts";
import { conversionOperations } from "./conversion.ts";
import { moveOperations } from "./move.ts";
import { processOperations, runOperations } from "./process.ts";
import { handoverOperations, projectOperations } from "./project.ts";
import { attachmentOperations } from "./attachment.ts";
import { noticeOperations } from "./notice.ts";
import { outsideOperations } from "./outside.ts";
import { relationOperations } from "./relation.ts";
import { taskOperations } from "./task.ts";
import { templateOperations } from "./template.ts";
import { timeOperations } from "./time.ts";
import { viewOperations } from "./view.ts";
import { workspaceOperations } from "./workspace.ts";

/** Every operation of the HTTP surface. */
export const operations = {
  ...installationOperations,
  ...workspaceOperations,
  ...calendarOperations,
  ...taskOperations,
  ...attachmentOperations,
  ...documentOperations,
  ...noticeOperations,
  ...processOperations,
  ...measureOperations,
  ...ratingOperations,
  ...runOperations,
  ...moveOperations,
  ...conversionOperations,
  ...projectOperations,
  ...handoverOperations,
  ...importOperations,
  ...auditOperations,
  ...adviceOperations,
  ...capacityOperations,
  ...controlOperations,
  ...templateOperations,
  ...viewOperations,
  ...timeOperations,
  ...outsideOperations,
  ...relationOperations,
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

export { type AnswerOf, type BodyOf, type Door, type Method, type Operation, type ParamsOf, type QueryOf } from "./operation.ts";
export { type RefusalCode, refusals } from "./refusals.ts";
export { Definition } from "./definition.ts";
export type { Planning } from "./task.ts";
export * as schema from "./schemas.ts";

export type { z };
