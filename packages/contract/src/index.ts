import type { z } from "zod";
import { adviceOperations } from "./advice.ts";
import { alternativeOperations } from "./alternative.ts";
import { auditOperations } from "./audit.ts";
import { calendarOperations } from "./calendar.ts";
import { capacityOperations } from "./capacity.ts";
import { controlOperations } from "./control.ts";
import { documentOperations } from "./document.ts";
import { annotationOperations } from "./annotation.ts";
import { importOperations } from "./import.ts";
import { installationOperations } from "./installation.ts";
import type { Operation } from "./operation.ts";
import { measureOperations } from "./measures.ts";
import { ratingOperations } from "./rating.ts";
import { conversionOperations } from "./conversion.ts";
import { moveOperations } from "./move.ts";
import { processOperations } from "./process.ts";
import { runOperations } from "./run.ts";
import { requestOperations } from "./request.ts";
import { stepOperations } from "./step.ts";
import { cadenceOperations } from "./cadence.ts";
import { draftOperations } from "./draft.ts";
import { handoverOperations } from "./handover.ts";
import { projectOperations } from "./project.ts";
import { planOperations } from "./plan.ts";
import { attachmentOperations } from "./attachment.ts";
import { noticeOperations } from "./notice.ts";
import { outsideOperations } from "./outside.ts";
import { sampleOperations } from "./sample.ts";
import { relationOperations } from "./relation.ts";
import { taskOperations } from "./task.ts";
import { dayOperations } from "./day.ts";
import { commentOperations } from "./comment.ts";
import { templateOperations } from "./template.ts";
import { timeOperations } from "./time.ts";
import { viewOperations } from "./view.ts";
import { workspaceOperations } from "./workspace.ts";
import { memberOperations } from "./member.ts";

/** Every operation of the HTTP surface. */
export const operations = {
  ...installationOperations,
  ...workspaceOperations,
  ...memberOperations,
  ...calendarOperations,
  ...taskOperations,
  ...commentOperations,
  ...dayOperations,
  ...attachmentOperations,
  ...documentOperations,
  ...annotationOperations,
  ...noticeOperations,
  ...processOperations,
  ...draftOperations,
  ...cadenceOperations,
  ...stepOperations,
  ...requestOperations,
  ...measureOperations,
  ...ratingOperations,
  ...runOperations,
  ...moveOperations,
  ...conversionOperations,
  ...projectOperations,
  ...planOperations,
  ...alternativeOperations,
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
  ...sampleOperations,
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

export { type AnswerOf, type BodyOf, type Door, type Method, type Operation, type ParamsOf, type QueryOf } from "./operation.ts";
export { type RefusalCode, refusals } from "./refusals.ts";
export { Definition } from "./definition.ts";
export type { Planning } from "./task.ts";
export * as schema from "./schemas.ts";

export type { z };
