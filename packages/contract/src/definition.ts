import { z } from "zod";
import type { Definition as CoreDefinition, Field as CoreField, Step as CoreStep } from "@rondo/core/process";
import { id, markdown, nothingHidden } from "./primitives.ts";

const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/, "letters, digits and underscores, a letter first");
const stepId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Titles in a draft may still be empty; publishing asks for them. */
const draftTitle = z.string().trim().max(300).regex(nothingHidden, "hidden characters");

const limit = z.union([z.number(), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)]);

const field = z.strictObject({
  key,
  label: draftTitle,
  kind: z.enum([
    "text",
    "longText",
    "number",
    "date",
    "choice",
    "yesNo",
    "person",
    "email",
    "link",
    "list",
    "people",
    "money",
    "duration",
    "table",
    "richText",
    "choices",
    "file",
    "run",
    "project",
  ]),
  help: z.string().max(1_000).optional(),
  choices: z.array(z.string().trim().min(1).max(200)).max(200).optional(),
  columns: z.array(z.string().trim().min(1).max(100)).max(100).optional().describe("Of a table"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe("Of money: ISO 4217"),
  when: z.string().max(4_000).optional().describe("FEEL: asked for and shown only where this holds"),
  computed: z.string().max(4_000).optional().describe("FEEL: follows from other fields, and nobody enters it"),
  min: limit.optional().describe("Of a number itself, of a date (YYYY-MM-DD), of a text its length, of a list how many"),
  max: limit.optional(),
  pattern: z.string().max(500).optional().describe("A regular expression (RE2) for the whole of a text"),
  rules: z
    .array(z.strictObject({ holds: z.string().max(4_000), message: z.string().max(300) }))
    .max(20)
    .optional()
    .describe("FEEL conditions that must not be false, and what is said where one is"),
});

export const DefinitionField = field as unknown as z.ZodType<CoreField>;

const due = z
  .strictObject({
    from: z
      .enum(["start", "activation", "step", "clock", "field"])
      .describe("The run's start, its own beginning, another step's end, a service clock's promised end, a date that was answered"),
    workingMinutes: z.int().min(-5_000_000).max(5_000_000).describe("Negative: before"),
    of: z.string().max(64).optional().describe("The step, clock or field"),
  })
  .nullable()
  .default(null);
const uses = z
  .array(z.strictObject({ key, mode: z.enum(["shown", "editable", "required"]) }))
  .max(200)
  .default([]);
const ownId = stepId.optional().describe("Absent: given by Rondo");
const feel = z.string().max(4_000);
const span = z.strictObject({ minutes: z.int().min(0).max(5_270_400), working: z.boolean().default(true) });
const happenings = [
  z.strictObject({ on: z.literal("time"), after: span }),
  z.strictObject({ on: z.literal("moment"), at: feel }),
  z.strictObject({
    on: z.literal("message"),
    name: draftTitle,
    key: feel.nullable().default(null),
    early: z.enum(["kept", "dropped"]).default("kept"),
    fills: z.array(key).max(100).optional().describe("Fields whose answers it may bring"),
  }),
  z.strictObject({ on: z.literal("condition"), when: feel }),
  z.strictObject({ on: z.literal("clock"), clock: stepId, reaches: z.enum(["warning", "target"]).default("target") }),
] as const;
const happening = z.discriminatedUnion("on", happenings);
const code = z.string().trim().max(100);
const handler = z.strictObject({
  id: ownId,
  label: draftTitle,
  when: z.discriminatedUnion("on", [
    ...happenings,
    z.strictObject({ on: z.literal(["error", "escalation"]), code: code.nullable().default(null) }),
  ]),
  interrupting: z.boolean().default(true),
  again: z.boolean().optional().describe("Besides: as often as it happens, not once; of a time, a message or an escalation"),
  atMost: z.int().min(1).max(1_000).optional().describe("Of what happens again: so many times in all"),
  get steps() {
    return steps.default([]);
  },
});
const common = {
  id: ownId,
  title: draftTitle,
  instructions: markdown.default(""),
  attached: z.array(handler).max(20).optional().describe("Escalations, time-outs and error paths"),
  lock: z.string().trim().min(1).max(100).optional().describe("Steps with the same lock are never worked at the same time in one run"),
};
const role = key.nullable().default(null);

const who = z
  .strictObject({
    give: z.enum(["role", "turn", "load", "same", "manager"]).default("role"),
    of: stepId.nullable().optional().describe("Of same and manager: the step whose doer is meant; null: whoever asked for the run"),
    except: z.array(stepId).max(20).optional().describe("Four eyes: nobody who did one of these steps"),
    notRequester: z.boolean().optional(),
  })
  .optional()
  .describe("Who among those whom it is for gets it");

const undoing = z.strictObject({ title: draftTitle, role }).optional();
const taskStep = z.strictObject({
  kind: z.literal("task").optional().default("task"),
  ...common,
  role,
  who,
  due,
  fields: uses,
  checklist: z
    .array(z.strictObject({ id: ownId, title: draftTitle }))
    .max(300)
    .default([]),
  checkAll: z.boolean().optional().describe("Every point has to be ticked off before the step can be completed"),
  outsider: z
    .strictObject({ to: key.nullable().default(null) })
    .optional()
    .describe("Done by somebody without an account, by a link mailed to the address in this field; null: to whoever asked"),
  undo: undoing.describe("How a person takes it back, where an undo step asks for it"),
});
const approvalStep = z.strictObject({
  kind: z.literal("approval"),
  ...common,
  role,
  who,
  due,
  fields: uses,
  returnTo: stepId.nullable().default(null),
  returnChoice: z.boolean().optional().describe("Whoever rejects may choose another earlier step"),
  approvers: z
    .strictObject({ roles: z.array(key).max(50), rule: z.union([z.enum(["all", "sequence"]), z.int().min(1).max(50)]) })
    .optional(),
});
const projectStep = z.strictObject({ kind: z.literal("project"), ...common, name: draftTitle, role, wait: z.boolean().default(true) });
/** Branches hold steps, which may hold branches. */
const steps: z.ZodType<CoreStep[]> = z.lazy(() => z.array(step).max(2_000)) as unknown as z.ZodType<CoreStep[]>;
const branch = { id: ownId, label: draftTitle, steps };
const cell = z.string().max(4_000);
/** A DMN decision table whose output is a branch; with one the branches' own conditions are not looked at. */
const ruleTable = z.strictObject({
  hitPolicy: z.enum(["unique", "first", "any"]).default("first"),
  inputs: z.array(z.strictObject({ label: draftTitle, expression: cell })).max(30),
  rules: z.array(z.strictObject({ when: z.array(cell).max(30), then: stepId.or(z.literal("")) })).max(500),
});
const decisionStep = z.strictObject({
  kind: z.literal("decision"),
  table: ruleTable.optional(),
  ...common,
  branches: z
    .array(z.strictObject({ ...branch, when: z.string().max(4_000).nullable().default(null) }))
    .min(1)
    .max(50),
});
const rest = z.enum(["withdrawn", "goesOn", "wait"]).optional().describe("What becomes of the others when the step goes on");
const join = z.strictObject({ go: z.union([z.enum(["all", "each", "sets"]), z.int().min(1).max(1_000)]), rest }).optional();
const ways = z
  .array(z.strictObject({ ...branch, when: feel.nullable().optional() }))
  .min(1)
  .max(50);
const body = z
  .array(z.strictObject({ ...branch, when: feel.nullable().optional() }))
  .min(1)
  .max(1);
const parallelStep = z.strictObject({ kind: z.literal("parallel"), ...common, branches: ways, join });
const raceStep = z.strictObject({ kind: z.literal("race"), ...common, branches: ways });
const groupStep = z.strictObject({
  kind: z.literal("group"),
  ...common,
  branches: body,
  join,
  block: z
    .strictObject({ process: id, revision: z.int().min(1) })
    .optional()
    .describe("The block that it holds"),
  undo: undoing.describe("How a person takes it back once it is finished, in place of what its steps say of themselves"),
});
const repeatStep = z.strictObject({
  kind: z.literal("repeat"),
  ...common,
  until: feel,
  test: z.enum(["before", "after"]).default("after"),
  atMost: z.int().min(1).max(1_000).default(100),
  branches: body,
});
const eachStep = z.strictObject({
  kind: z.literal("each"),
  ...common,
  over: feel,
  item: key.nullable().default(null),
  own: z.array(key).max(100).default([]),
  collect: key.nullable().default(null),
  order: z.enum(["together", "sequence"]).default("together"),
  join: z
    .strictObject({ go: z.union([z.enum(["all", "each", "none"]), z.int().min(1).max(10_000)]), rest, when: feel.nullable().optional() })
    .default({ go: "all" }),
  growing: z.boolean().default(false),
  branches: body,
});
const values = z
  .array(z.strictObject({ key, value: feel }))
  .max(100)
  .default([]);
const act = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("set"), values }),
  z.strictObject({ do: z.literal("mail"), to: z.string().max(1_000), subject: z.string().max(300), text: z.string().max(20_000) }),
  z.strictObject({
    do: z.literal("http"),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("POST"),
    url: z.string().max(2_000),
    body: z.string().max(20_000).nullable().default(null),
    into: values,
  }),
  z.strictObject({ do: z.literal("task"), title: draftTitle, role }),
  z.strictObject({
    do: z.literal("change"),
    what: z.enum(["task", "project"]),
    of: stepId.nullable().default(null).describe("The step of this run that made it; null: the one to which `at` leads"),
    at: feel.default("").describe("Its id, or its address"),
    values: z
      .array(z.strictObject({ key: z.union([z.enum(["title", "notes", "owner", "due", "priority", "state"]), id]), value: feel }))
      .max(100)
      .default([])
      .describe("What it gets: an expression for each; a field of one's own by its id"),
  }),
  z.strictObject({
    do: z.literal("start"),
    process: z.uuid().nullable().default(null),
    values,
    wait: z.boolean().default(true),
    into: values,
  }),
  z.strictObject({ do: z.literal("escalate"), code }),
  z.strictObject({ do: z.literal("send"), name: draftTitle, key: feel.nullable().default(null), values }),
]);
const actionStep = z.strictObject({ kind: z.literal("action"), ...common, act, undo: act.nullable().default(null) });
const waitStep = z.strictObject({ kind: z.literal("wait"), ...common, until: happening });
const gotoStep = z.strictObject({ kind: z.literal("goto"), ...common, to: stepId.nullable().default(null) });
const endStep = z.strictObject({
  kind: z.literal("end"),
  ...common,
  ends: z.discriminatedUnion("what", [
    z.strictObject({ what: z.literal("run"), outcome: z.enum(["completed", "rejected", "cancelled"]).default("completed") }),
    z.strictObject({ what: z.literal("way") }),
    z.strictObject({ what: z.literal("steps"), steps: z.array(stepId).max(100) }),
    z.strictObject({ what: z.literal("error"), code }),
  ]),
});
const undoStep = z.strictObject({ kind: z.literal("undo"), ...common, of: stepId.nullable().default(null) });
const step = z.discriminatedUnion("kind", [
  taskStep,
  approvalStep,
  decisionStep,
  parallelStep,
  projectStep,
  raceStep,
  groupStep,
  repeatStep,
  eachStep,
  actionStep,
  waitStep,
  gotoStep,
  endStep,
  undoStep,
]);

const workingMinutes = z.int().min(0).max(5_270_400);
const serviceClock = z.strictObject({
  id: stepId,
  name: draftTitle,
  from: stepId.nullable().default(null).describe("The step with which it begins; null: with the run"),
  to: stepId.nullable().default(null).describe("The step with whose end it ends; null: with the run"),
  target: workingMinutes.describe("Working minutes of the process's calendar"),
  warnAt: workingMinutes.optional(),
  pauses: z
    .array(z.enum(["question", "message"]))
    .max(2)
    .default(["question", "message"])
    .describe("What it stands still for: a question to the requester, a message from outside"),
  outside: z.array(stepId).max(50).optional().describe("Further steps at which somebody outside is waited for"),
  ladder: z
    .array(
      z.strictObject({
        at: workingMinutes,
        tell: z
          .array(z.string().regex(/^(?:holder|manager|owner|role:[A-Za-z][A-Za-z0-9_]{0,59})$/))
          .max(20)
          .default([]),
        give: key.optional().describe("The role that gets the open steps"),
      }),
    )
    .max(20)
    .default([]),
});

const allowed = z.enum(["holder", "editor", "manager", "nobody"]).optional();

export const Definition = z
  .strictObject({
    purpose: markdown.default(""),
    roles: z
      .array(z.strictObject({ key, name: draftTitle }))
      .max(100)
      .default([]),
    fields: z.array(field).max(300).default([]),
    intake: z.array(key).max(100).default([]),
    intakeOptional: z.array(key).max(100).optional().describe("Those of them that may be left empty"),
    startMessage: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .optional()
      .describe("A message of this name starts a run, its answers are the start form's"),
    otherStarts: z
      .array(z.strictObject({ message: z.string().trim().max(300), key, value: z.string().max(300) }))
      .max(20)
      .optional()
      .describe("Other messages that start a run, each as if `value` were chosen in the field `key` of the start form"),
    steps: steps.default([]),
    clocks: z.array(serviceClock).max(20).optional(),
    liberties: z
      .strictObject({ skip: allowed, hold: allowed, jump: allowed, add: allowed })
      .optional()
      .describe("Who may do in a run what the procedure does not say: pass a step, put it or the run on hold, go on elsewhere, add a step"),
    deliverable: z
      .strictObject({ title: draftTitle, message: markdown.default(""), fields: z.array(key).max(100).default([]) })
      .nullable()
      .default(null),
  })
  .overwrite((definition) => ({ ...definition, steps: withIds(definition.steps) })) as unknown as z.ZodType<CoreDefinition>;

type Part = {
  readonly id?: string;
  readonly branches?: readonly Part[];
  readonly attached?: readonly Part[];
  readonly steps?: readonly Part[];
  readonly checklist?: readonly Part[];
};

/** Steps, branches and check items that came without an id get, in reading order, one that no other of the definition has. */
function withIds<T extends readonly unknown[]>(given: T): T {
  const taken = new Set<string>();
  const parts = given as unknown as readonly Part[];
  const look = (part: Part): void => {
    if (part.id !== undefined) taken.add(part.id);
    part.checklist?.forEach(look);
    part.branches?.forEach(look);
    part.attached?.forEach(look);
    part.steps?.forEach(look);
  };
  parts.forEach(look);
  let count = 0;
  const next = (prefix: string): string => {
    do count += 1;
    while (taken.has(`${prefix}${count}`));
    return `${prefix}${count}`;
  };
  const way = (part: Part): Part => ({ ...part, id: part.id ?? next("branch-"), steps: (part.steps ?? []).map(name) });
  const name = (part: Part): Part => ({
    ...part,
    id: part.id ?? next("step-"),
    ...(part.checklist !== undefined && { checklist: part.checklist.map((item) => ({ ...item, id: item.id ?? next("item-") })) }),
    ...(part.branches !== undefined && { branches: part.branches.map(way) }),
    ...(part.attached !== undefined && { attached: part.attached.map(way) }),
  });
  return parts.map(name) as unknown as T;
}
