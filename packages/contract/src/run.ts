import { z } from "zod";
import { operation } from "./operation.ts";
import { answers, cursorQuery, day, id, inWorkspace, instant, page, personRef, title, version } from "./primitives.ts";
import { Filling, path } from "./process.ts";
import { Definition, DefinitionField } from "./definition.ts";
import { Said } from "./said.ts";

/** A service clock: `counting` and `waiting` while it goes on, then whether the promise was kept. */
const ClockNow = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["counting", "waiting", "kept", "missed", "dropped"]),
  dueAt: instant.nullable().describe("Null: it stands still, or is over"),
  targetMinutes: z.int(),
  ranMinutes: z.int().describe("Counted up to its last change"),
  waitsFor: z.enum(["question", "message", "outside", "hold"]).nullable(),
  late: z.boolean(),
  warned: z.boolean(),
});

const Tried = z
  .object({
    count: z.int().describe("How often it was begun"),
    attempts: z
      .array(
        z.object({
          number: z.int(),
          at: instant.nullable(),
          failure: z.string().nullable().describe("What came back. Null: what it did is unknown"),
          said: Said.optional(),
        }),
      )
      .describe("Those that failed, the last twenty, in order"),
    nextAt: instant.nullable().describe("When it is tried next by itself"),
    waits: z.array(z.int()).describe("Seconds between one attempt and the next by itself; none: it is tried once"),
  })
  .describe("Of an action: its attempts since it was last done");

export const RunSummary = z.object({
  id,
  title: z.string(),
  number: z.int(),
  processId: id,
  processName: z.string(),
  revision: z.int(),
  state: z.enum(["running", "completed", "cancelled"]),
  startedAt: instant,
  endedAt: instant.nullable(),
  startedBy: personRef.nullable(),
  startedVia: z.enum(["hand", "form", "cadence", "handover", "key", "run", "mail", "project", "message"]),
  asProject: id.nullable().describe("The project that it goes on as, and stands still meanwhile"),
  requester: z.string().nullable(),
  at: z
    .array(
      z.object({ stepId: z.string(), title: z.string(), taskId: id.nullable(), owner: personRef.nullable(), dueAt: instant.nullable() }),
    )
    .describe("Where it is now"),
  standsAt: z
    .array(z.object({ stepId: z.string(), title: z.string(), stuck: z.boolean() }))
    .describe("Where it is in nobody's hands: it waits, something is done by itself, or it is stuck until somebody mends it"),
  clocks: z.array(ClockNow).describe("What was promised in working time"),
});

const free = z.enum(["yes", "own", "no"]);

/** Not to be worked for now, with the reason; spans of time before it do not run out. */
const Hold = z.object({ since: instant, by: personRef.nullable(), reason: z.string() });

export const Run = RunSummary.extend({
  definition: Definition.describe("The revision that the run is pinned to"),
  fillings: z.array(Filling.extend({ name: z.string().nullable() })),
  answers: answers,
  files: z.array(z.object({ id, name: z.string(), media: z.string(), size: z.int() })).describe("The files that answers name"),
  clockSpans: z
    .array(
      z.object({ clock: z.string(), from: instant, to: instant.nullable(), waitsFor: z.string().nullable().describe("Null: it counted") }),
    )
    .describe("When each service clock counted, and when it stood still for what"),
  linked: z
    .array(z.object({ kind: z.enum(["run", "project"]), id, title: z.string() }))
    .describe("Runs and projects that answers name, as far as one may see them"),
  steps: z.array(
    z.object({
      stepId: z.string(),
      round: z.int(),
      state: z.enum(["open", "completed", "skipped", "withdrawn"]),
      taskId: id.nullable(),
      openedAt: instant,
      closedAt: instant.nullable(),
      by: personRef.nullable(),
      owner: personRef.nullable(),
      team: z.object({ id, name: z.string() }).nullable(),
      dueAt: instant.nullable(),
      decision: z.enum(["approved", "rejected"]).nullable(),
      comment: z.string().nullable(),
      checked: z.array(z.string()),
      checks: z.array(z.object({ item: z.string(), by: personRef.nullable(), at: instant })).describe("Who ticked what off, and when"),
      question: z.object({ id, text: z.string(), by: personRef.nullable(), to: z.string(), answer: z.string().nullable() }).nullable(),
      projectId: id.nullable(),
      given: z
        .object({
          code: z.enum(["turn", "load", "same", "manager", "standIn", "fourEyes", "nobody"]),
          of: personRef.nullable(),
          until: day.nullable(),
          open: z.int().nullable(),
        })
        .nullable()
        .describe("Why its owner has it, where that is not just the role"),
      outsider: z
        .object({ email: z.string().nullable(), sentAt: instant, usedAt: instant.nullable() })
        .nullable()
        .describe("Of a step that somebody without an account does"),
      title: z.string().describe("As it was when the step was opened"),
      held: Hold.nullable(),
      mayComplete: z.boolean().describe("Whether one may finish it or give it away; of an approval, see mayDecide"),
      mayDecide: z
        .boolean()
        .describe("Of an open approval: whether it is one's own to decide, by having it, by its role, or by managing the process"),
    }),
  ),
  passed: z
    .array(z.object({ stepId: z.string(), state: z.enum(["completed", "skipped"]) }))
    .describe("Steps in nobody's hands that it has behind it: waits, actions"),
  held: Hold.nullable().describe("The whole run is on hold"),
  kept: z
    .array(z.object({ title: z.string(), answers, rows: z.array(z.record(z.string(), z.unknown())) }))
    .describe("What was entered and has no place in the revision that the run was moved to"),
  incidents: z.array(
    z.object({ id: z.string(), stepId: z.string(), code: z.string(), message: z.string(), said: Said.optional(), tried: Tried.nullable() }),
  ),
  waits: z
    .array(
      z.object({
        id: z.string(),
        stepId: z.string(),
        what: z.enum(["time", "message", "condition", "action", "run", "turn", "items"]),
        until: instant.nullable(),
        message: z.string().nullable(),
        tried: Tried.nullable(),
        item: z.string().nullable().describe("Of a for-each: which item"),
      }),
    )
    .describe("What it waits for that is in nobody's hands"),
  outcome: z.enum(["delivered", "rejected", "cancelled"]).nullable(),
  requestUrl: z.string().nullable(),
  may: z
    .object({ skip: free, hold: free, jump: free, add: free })
    .describe("What of what the procedure does not say one may do here: yes, with one's own steps alone, or no"),
  mayControl: z.boolean(),
  mayShow: z.boolean().describe("Whether one may show it to people outside"),
  version,
});

export const runPath = z.object({ w: id, r: id });

export const runOperations = {
  startRun: operation({
    id: "startRun",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/runs",
    summary: "Start a run of the published revision",
    door: "workspace",
    needs: "run.start",
    params: path,
    body: z.strictObject({ title: title.optional(), answers: answers.default({}), fillings: z.array(Filling).max(100).default([]) }),
    answer: Run,
    status: 201,
    refusals: [
      "process_not_found",
      "nothing_published",
      "process_retired",
      "field_required",
      "field_invalid",
      "role_unfilled",
      "member_not_found",
      "team_not_found",
    ],
  }),
  listRuns: operation({
    id: "listRuns",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/runs",
    summary: "Runs of a process, newest first",
    door: "workspace",
    needs: "process.read",
    params: path,
    query: cursorQuery.extend({ state: z.enum(["running", "ended", "all"]).default("all") }),
    answer: page(RunSummary),
    status: 200,
    refusals: ["process_not_found", "bad_cursor"],
  }),
  getRun: operation({
    id: "getRun",
    method: "GET",
    path: "/api/workspaces/:w/runs/:r",
    summary: "A run: its revision, where it is, what is known",
    door: "workspace",
    needs: "run.read",
    params: runPath,
    answer: Run,
    status: 200,
    refusals: ["run_not_found"],
  }),
  getRunFile: operation({
    id: "getRunFile",
    method: "GET",
    path: "/api/workspaces/:w/runs/:r/files/:a",
    summary: "The bytes of a file that an answer of a run names",
    door: "workspace",
    needs: "run.read",
    params: runPath.extend({ a: id }),
    media: "application/octet-stream",
    status: 200,
    refusals: ["run_not_found", "attachment_not_found"],
  }),
  listRunEvents: operation({
    id: "listRunEvents",
    method: "GET",
    path: "/api/workspaces/:w/runs/:r/events",
    summary: "Its history: who did what, when, on which revision",
    door: "workspace",
    needs: "run.read",
    params: runPath,
    query: cursorQuery,
    answer: page(
      z.object({
        name: z.string(),
        at: instant,
        actor: personRef.nullable(),
        revision: z.int(),
        version: z.int(),
        stepId: z.string().nullable(),
        named: z
          .object({ step: z.string().nullable(), branch: z.string().nullable(), item: z.string().nullable() })
          .describe("What the step, the branch and the point that it is about were called in the revision of that time"),
        fields: z.array(DefinitionField).describe("The fields of the answers in it, as that revision has them"),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    status: 200,
    refusals: ["run_not_found", "bad_cursor"],
  }),
  fillRole: operation({
    id: "fillRole",
    method: "PUT",
    path: "/api/workspaces/:w/runs/:r/fillings/:role",
    summary: "Another person or team in a role of a run: its open steps move, done ones stay",
    door: "workspace",
    needs: "run.control",
    params: runPath.extend({ role: z.string().max(60) }),
    body: z.strictObject({ personId: id.nullable().default(null), teamId: id.nullable().default(null) }),
    answer: Run,
    status: 200,
    refusals: ["run_not_found", "run_ended", "role_unknown", "member_not_found", "team_not_found"],
  }),
  sendMessage: operation({
    id: "sendMessage",
    method: "POST",
    path: "/api/workspaces/:w/messages",
    summary:
      "Send a message to the runs that wait for it and the processes that begin with it; it is kept for thirty days where there are none",
    door: "workspace",
    needs: "message.send",
    params: inWorkspace,
    body: z.strictObject({
      name: z.string().trim().min(1).max(300),
      key: z.string().max(300).nullable().default(null),
      answers: answers.default({}),
    }),
    answer: z.object({ runs: z.int().describe("How many runs took it"), started: z.int().describe("How many runs it started") }),
    status: 201,
    refusals: ["field_invalid"],
  }),
  holdRun: operation({
    id: "holdRun",
    method: "PUT",
    path: "/api/workspaces/:w/runs/:r/hold",
    summary: "Put a run on hold, with a reason: nobody works it, and no span of time runs out",
    door: "workspace",
    needs: "run.control",
    params: runPath,
    body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
    answer: Run,
    status: 200,
    refusals: ["procedure_forbids", "run_not_found", "run_ended", "run_held"],
  }),
  releaseRun: operation({
    id: "releaseRun",
    method: "DELETE",
    path: "/api/workspaces/:w/runs/:r/hold",
    summary: "Let a run go on; what was due moves by as long as it was on hold",
    door: "workspace",
    needs: "run.control",
    params: runPath,
    answer: Run,
    status: 200,
    refusals: ["procedure_forbids", "run_not_found", "run_ended", "not_held"],
  }),
  cancelRun: operation({
    id: "cancelRun",
    method: "PUT",
    path: "/api/workspaces/:w/runs/:r/cancellation",
    summary: "Cancel a run, with a reason",
    door: "workspace",
    needs: "run.control",
    params: runPath,
    body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
    answer: Run,
    status: 200,
    refusals: ["run_not_found", "run_ended"],
  }),
};
