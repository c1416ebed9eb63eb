import { z } from "zod";
import { operation } from "./operation.ts";
import { answers, day, id, instant, inWorkspace, markdown, name, version } from "./primitives.ts";
import { path } from "./process.ts";

const expressions = z
  .record(z.string().max(60), z.string().max(2_000))
  .describe("By field: FEEL of `occurrence`, the day that it falls on");

/** RFC 5545 in the parts that people use, plus nth and last working day; see `@rondo/core/cadence`. */
export const CadenceRule = z.strictObject({
  every: z.int().min(1).max(1_000),
  unit: z.enum(["day", "week", "month", "quarter", "year"]),
  weekdays: z.array(z.int().min(1).max(7)).max(7).optional().describe("1 = Monday"),
  dayOfMonth: z.int().min(1).max(31).optional(),
  nth: z
    .strictObject({ position: z.int().min(-1).max(5), weekday: z.int().min(1).max(7) })
    .optional()
    .describe("-1 = last"),
  workingDay: z.int().min(-31).max(31).optional().describe("1 = first working day of the month, -1 = last"),
  month: z.int().min(1).max(12).optional(),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  holidays: z.enum(["keep", "before", "after", "skip"]).default("keep"),
});

const catchUp = z.enum(["all", "latest", "none"]).describe("Of occurrences that were missed while the server was off, which are started");
const overlap = z
  .enum(["start", "replace", "skip"])
  .describe("While a run of it is open: start another, cancel the open one and start another, or leave this occurrence out");
const exception = z
  .strictObject({ day, to: z.strictObject({ date: day, time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }).nullable() })
  .describe("A day that the rule names, left out (null) or moved");
const wrongAnswer = z.object({ field: z.string(), label: z.string(), problem: z.string(), message: z.string().optional() });
const occurrence = z.object({ at: instant, day: day.describe("The day that the rule names"), moved: z.boolean() });

export const Cadence = z.object({
  id,
  processId: id,
  name: z.string(),
  rule: CadenceRule,
  start: day,
  until: day.nullable(),
  catchUp,
  overlap,
  answers: answers.describe("Of the start form, for each run"),
  expressions,
  wrong: z.array(wrongAnswer).describe("What does not fit the start form of the published revision, on the next day that it comes due"),
  exceptions: z.array(exception),
  paused: z.boolean(),
  next: z.array(occurrence).describe("The next occurrences"),
  missed: z.int().describe("Occurrences of which no run was started"),
  version,
});

/** An occurrence that is past: the run that it started, or why there is none. */
const PastOccurrence = z.object({
  at: instant,
  run: z.object({ id, title: z.string() }).nullable(),
  missed: z.boolean(),
  why: z.enum(["late", "stopped", "open", "answers"]).nullable(),
  wrong: z.array(wrongAnswer),
});

const exceptions = z.array(exception).max(500);
const newCadence = z.strictObject({
  name,
  rule: CadenceRule,
  start: day,
  until: day.nullable().default(null),
  catchUp: catchUp.default("latest"),
  overlap: overlap.default("start"),
  answers: answers.default({}),
  expressions: expressions.default({}),
  exceptions: exceptions.default([]),
});
const changedCadence = z
  .strictObject({
    name,
    rule: CadenceRule,
    until: day.nullable(),
    catchUp,
    overlap,
    answers,
    expressions,
    exceptions,
    paused: z.boolean(),
    from: day.describe("A day that the rule names; without it, all of it changes"),
  })
  .partial();

export const cadenceOperations = {
  listCadences: operation({
    id: "listCadences",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/cadences",
    summary: "When a process recurs",
    door: "workspace",
    needs: "process.read",
    params: path,
    answer: z.object({ items: z.array(Cadence) }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  listOccurrences: operation({
    id: "listOccurrences",
    method: "GET",
    path: "/api/workspaces/:w/occurrences",
    summary: "What will come due by itself between two days, of processes that one may see: runs that are not there yet",
    door: "workspace",
    needs: "workspace.read",
    params: inWorkspace,
    query: z.strictObject({ from: day, to: day.describe("Not later than 100 days after from; the day itself is included") }),
    answer: z.object({
      items: z.array(z.object({ at: instant, day, cadenceId: id, name: z.string(), processId: id, processName: z.string() })),
    }),
    status: 200,
    refusals: [],
  }),
  previewCadence: operation({
    id: "previewCadence",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/cadence-previews",
    summary: "The next occurrences a rule would give",
    door: "workspace",
    needs: "process.read",
    params: path,
    body: newCadence,
    answer: z.object({ next: z.array(occurrence) }),
    status: 200,
    refusals: ["process_not_found", "cadence_never"],
  }),
  createCadence: operation({
    id: "createCadence",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/cadences",
    summary: "Let a process recur",
    door: "workspace",
    needs: "process.manage",
    params: path,
    body: newCadence,
    answer: Cadence,
    status: 201,
    refusals: ["process_not_found", "nothing_published", "cadence_never", "field_required", "field_invalid", "field_not_editable"],
  }),
  repeatTask: operation({
    id: "repeatTask",
    method: "POST",
    path: "/api/workspaces/:w/repeating-tasks",
    summary: "Make a task that repeats: a process of one step with who does it, published, and its cadence, all of it or nothing",
    door: "workspace",
    needs: "process.create",
    params: inWorkspace,
    body: z.strictObject({
      title: name,
      notes: markdown.default(""),
      doer: name.describe("What the role is called that does it"),
      ownerId: id.describe("Who does it"),
      rule: CadenceRule,
      start: day,
    }),
    answer: Cadence,
    status: 201,
    refusals: ["member_not_found", "cadence_never"],
  }),
  changeCadence: operation({
    id: "changeCadence",
    method: "PATCH",
    path: "/api/workspaces/:w/processes/:p/cadences/:c",
    summary:
      "Change or pause a cadence, all of it or from a day on: then it ends before that day, and the answer is another one that begins there",
    door: "workspace",
    needs: "process.manage",
    params: path.extend({ c: id }),
    versioned: true,
    body: changedCadence,
    answer: Cadence,
    status: 200,
    refusals: ["process_not_found", "cadence_not_found", "cadence_never", "field_required", "field_invalid", "field_not_editable"],
  }),
  deleteCadence: operation({
    id: "deleteCadence",
    method: "DELETE",
    path: "/api/workspaces/:w/processes/:p/cadences/:c",
    summary: "End a cadence",
    door: "workspace",
    needs: "process.manage",
    params: path.extend({ c: id }),
    status: 204,
    refusals: ["process_not_found", "cadence_not_found"],
  }),
  listPastOccurrences: operation({
    id: "listPastOccurrences",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/cadences/:c/occurrences",
    summary: "What a cadence started and what it missed, and why; the newest fifty",
    door: "workspace",
    needs: "process.read",
    params: path.extend({ c: id }),
    answer: z.object({ items: z.array(PastOccurrence) }),
    status: 200,
    refusals: ["process_not_found", "cadence_not_found"],
  }),
  startOccurrence: operation({
    id: "startOccurrence",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/cadences/:c/occurrences",
    summary: "Start the run of an occurrence that was missed",
    door: "workspace",
    needs: "process.manage",
    params: path.extend({ c: id }),
    body: z.strictObject({ at: instant }),
    answer: z.object({ runId: id }),
    status: 201,
    refusals: [
      "process_not_found",
      "cadence_not_found",
      "occurrence_not_found",
      "nothing_published",
      "process_retired",
      "field_required",
      "field_invalid",
      "field_not_editable",
    ],
  }),
};
