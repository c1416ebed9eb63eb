import { z } from "zod";
import type { Definition as CoreDefinition, Step as CoreStep } from "@rondo/core/process";
import { markdown, nothingHidden, title } from "./primitives.ts";

const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/, "letters, digits and underscores, a letter first");
const stepId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Titles in a draft may still be empty; publishing asks for them. */
const draftTitle = z.string().trim().max(300).regex(nothingHidden, "hidden characters");

const field = z.strictObject({
  key,
  label: draftTitle,
  kind: z.enum(["text", "longText", "number", "date", "choice", "yesNo", "person", "email", "link"]),
  help: z.string().max(1_000).optional(),
  choices: z.array(z.string().trim().min(1).max(200)).max(200).optional(),
});

const due = z.strictObject({ from: z.enum(["start", "activation"]), workingMinutes: z.int().min(0).max(5_000_000) }).nullable();
const uses = z.array(z.strictObject({ key, mode: z.enum(["shown", "editable", "required"]) })).max(200);
const common = { id: stepId, title: draftTitle, instructions: markdown };

const taskStep = z.strictObject({ kind: z.literal("task"), ...common, role: key.nullable(), due, fields: uses, checklist: z.array(z.strictObject({ id: stepId, title: draftTitle })).max(300) });
const approvalStep = z.strictObject({ kind: z.literal("approval"), ...common, role: key.nullable(), due, fields: uses, returnTo: stepId.nullable() });
const projectStep = z.strictObject({ kind: z.literal("project"), ...common, name: title, role: key.nullable(), wait: z.boolean() });
/** Branches hold steps, which may hold branches. */
const steps: z.ZodType<CoreStep[]> = z.lazy(() => z.array(step).max(2_000)) as unknown as z.ZodType<CoreStep[]>;
const branch = { id: stepId, label: draftTitle, steps };
const decisionStep = z.strictObject({ kind: z.literal("decision"), ...common, branches: z.array(z.strictObject({ ...branch, when: z.string().max(4_000).nullable() })).min(1).max(50) });
const parallelStep = z.strictObject({ kind: z.literal("parallel"), ...common, branches: z.array(z.strictObject(branch)).min(1).max(50) });
const step = z.discriminatedUnion("kind", [taskStep, approvalStep, decisionStep, parallelStep, projectStep]);

export const Definition = z.strictObject({
  purpose: markdown,
  roles: z.array(z.strictObject({ key, name: draftTitle })).max(100),
  fields: z.array(field).max(300),
  intake: z.array(key).max(100),
  steps,
  deliverable: z.strictObject({ title: draftTitle, message: markdown, fields: z.array(key).max(100) }).nullable(),
}) as unknown as z.ZodType<CoreDefinition>;
