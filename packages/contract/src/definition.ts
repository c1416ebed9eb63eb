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

const due = z.strictObject({ from: z.enum(["start", "activation"]), workingMinutes: z.int().min(0).max(5_000_000) }).nullable().default(null);
const uses = z.array(z.strictObject({ key, mode: z.enum(["shown", "editable", "required"]) })).max(200).default([]);
const ownId = stepId.optional().describe("Absent: given by Rondo");
const common = { id: ownId, title: draftTitle, instructions: markdown.default("") };
const role = key.nullable().default(null);

const taskStep = z.strictObject({ kind: z.literal("task").optional().default("task"), ...common, role, due, fields: uses, checklist: z.array(z.strictObject({ id: ownId, title: draftTitle })).max(300).default([]) });
const approvalStep = z.strictObject({ kind: z.literal("approval"), ...common, role, due, fields: uses, returnTo: stepId.nullable().default(null) });
const projectStep = z.strictObject({ kind: z.literal("project"), ...common, name: title, role, wait: z.boolean().default(true) });
/** Branches hold steps, which may hold branches. */
const steps: z.ZodType<CoreStep[]> = z.lazy(() => z.array(step).max(2_000)) as unknown as z.ZodType<CoreStep[]>;
const branch = { id: ownId, label: draftTitle, steps };
const decisionStep = z.strictObject({ kind: z.literal("decision"), ...common, branches: z.array(z.strictObject({ ...branch, when: z.string().max(4_000).nullable().default(null) })).min(1).max(50) });
const parallelStep = z.strictObject({ kind: z.literal("parallel"), ...common, branches: z.array(z.strictObject(branch)).min(1).max(50) });
const step = z.discriminatedUnion("kind", [taskStep, approvalStep, decisionStep, parallelStep, projectStep]);

export const Definition = z.strictObject({
  purpose: markdown.default(""),
  roles: z.array(z.strictObject({ key, name: draftTitle })).max(100).default([]),
  fields: z.array(field).max(300).default([]),
  intake: z.array(key).max(100).default([]),
  steps: steps.default([]),
  deliverable: z.strictObject({ title: draftTitle, message: markdown.default(""), fields: z.array(key).max(100).default([]) }).nullable().default(null),
}).overwrite((definition) => ({ ...definition, steps: withIds(definition.steps) })) as unknown as z.ZodType<CoreDefinition>;

type Part = { readonly id?: string; readonly branches?: readonly Part[]; readonly steps?: readonly Part[]; readonly checklist?: readonly Part[] };

/** Steps, branches and check items that came without an id get, in reading order, one that no other of the definition has. */
function withIds<T extends readonly unknown[]>(given: T): T {
  const taken = new Set<string>();
  const parts = given as unknown as readonly Part[];
  const look = (part: Part): void => {
    if (part.id !== undefined) taken.add(part.id);
    part.checklist?.forEach(look);
    part.branches?.forEach(look);
    part.steps?.forEach(look);
  };
  parts.forEach(look);
  let count = 0;
  const next = (prefix: string): string => {
    do count += 1; while (taken.has(`${prefix}${count}`));
    return `${prefix}${count}`;
  };
  const name = (part: Part): Part => ({
    ...part,
    id: part.id ?? next("step-"),
    ...(part.checklist !== undefined && { checklist: part.checklist.map((item) => ({ ...item, id: item.id ?? next("item-") })) }),
    ...(part.branches !== undefined && { branches: part.branches.map((branch) => ({ ...branch, id: branch.id ?? next("branch-"), steps: (branch.steps ?? []).map(name) })) }),
  });
  return parts.map(name) as unknown as T;
}
