import { z } from "zod";
import { Definition } from "./definition.ts";
import { operation } from "./operation.ts";
import { answer, answers, cursorQuery, day, id, instant, inWorkspace, name, page, personRef, title, version } from "./primitives.ts";

/** A field as somebody without an account is asked for it. */
const AskedField = z.object({ key: z.string(), label: z.string(), kind: z.string(), help: z.string().nullable(), choices: z.array(z.string()), required: z.boolean(), columns: z.array(z.string()), currency: z.string().nullable(), when: z.string().nullable(), computed: z.string().nullable(), min: z.union([z.number(), z.string()]).nullable(), max: z.union([z.number(), z.string()]).nullable(), pattern: z.string().nullable(), rules: z.array(z.object({ holds: z.string(), message: z.string() })) });

/** An answer as somebody without an account sees it. */
const GivenAnswer = z.object({ key: z.string(), label: z.string(), kind: z.string(), columns: z.array(z.string()), currency: z.string().nullable(), value: z.string().describe("In words"), answer: answer.describe("As it is kept"), files: z.array(z.object({ id, name: z.string(), size: z.int() })) });

const spaceRole = z.enum(["manager", "editor", "contributor", "viewer"]);

/** Something worth telling about a draft; `subject` is a step id or a field key. */
export const Finding = z.object({ code: z.string(), severity: z.enum(["error", "warning", "info"]), message: z.string(), subject: z.string().optional(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional(), at: z.object({ line: z.int().optional(), column: z.int().optional(), path: z.string().optional() }).optional() });

/** Who a role placeholder stands for: a person, a team, or nobody yet. */
export const Filling = z.strictObject({ role: z.string().max(60), personId: id.nullable(), teamId: id.nullable() });

export const Process = z.object({
  id,
  name: z.string(),
  owner: personRef.nullable(),
  everyone: spaceRole.nullable().describe("What every member of the workspace may do here; null = its members only"),
  mine: spaceRole.nullable(),
  calendarId: id.nullable(),
  units: z.object({ minutesPerDay: z.int(), minutesPerWeek: z.int() }).describe("A day and a week of working time on its calendar"),
  zone: z.string(),
  fillings: z.array(Filling),
  published: z.object({ number: z.int(), at: instant, by: personRef.nullable() }).nullable(),
  draftVersion: version,
  draftChanged: z.boolean().describe("The draft differs from the published revision"),
  openRuns: z.int(),
  olderRuns: z.int().describe("Open runs that are on no revision that new ones get"),
  pilot: z.object({ id, revision: z.int(), team: z.object({ id, name: z.string() }).nullable(), share: z.int().nullable().describe("Of new runs, in per cent"), at: instant, by: personRef.nullable(), openRuns: z.int(), endedRuns: z.int() }).nullable().describe("The revision that a ring tries before everybody"),
  block: z.boolean().describe("Kept to be placed in other processes"),
  approver: personRef.nullable().describe("Who has to approve a draft before it is published; null = nobody"),
  submission: z.object({ id, at: instant, by: personRef.nullable(), note: z.string(), isCurrent: z.boolean().describe("The draft is still as it was put before the approver"), verdict: z.enum(["approved", "returned"]).nullable(), word: z.string(), decidedAt: instant.nullable(), decidedBy: personRef.nullable() }).nullable().describe("The draft that was last put before the approver"),
  review: z.object({ everyMonths: z.int().nullable(), dueAt: instant.nullable(), overdue: z.boolean(), confirmed: z.object({ at: instant, by: personRef.nullable(), revision: z.int() }).nullable() }).describe("When the owner is asked whether the procedure is still right, and when somebody last said so"),
  intakeForm: z.object({ url: z.string(), mail: z.string().nullable().describe("A letter to this address starts a run too; null where no mail is taken in"), title: z.string(), note: z.string() }).nullable(),
  retiredAt: instant.nullable(),
  purpose: z.string(),
  version,
});

/** A decision table of a DMN model, with the names that may stand in its expressions. */
const ForeignTable = z.object({
  name: z.string(), names: z.array(z.string()), hitPolicy: z.enum(["unique", "any", "first", "priority", "ruleOrder", "outputOrder", "collect"]),
  inputs: z.array(z.object({ label: z.string(), expression: z.string(), type: z.string().nullable(), allowed: z.string().nullable() })),
  outputs: z.array(z.object({ name: z.string(), type: z.string().nullable(), values: z.string().nullable(), otherwise: z.string().nullable() })),
  rules: z.array(z.object({ when: z.array(z.string()), then: z.array(z.string()) })),
});

/** A process whose draft holds a block, and the groups that it stands in. */
const Placement = z.object({ process: z.object({ id, name: z.string() }), mayChange: z.boolean(), places: z.array(z.object({ stepId: z.string(), title: z.string(), revision: z.int() })) });

/** A draft that was put before its approver. */
const Submission = z.object({ id, draftVersion: version, note: z.string(), at: instant, by: personRef.nullable(), verdict: z.enum(["approved", "returned", "withdrawn"]).nullable(), word: z.string(), decidedAt: instant.nullable(), decidedBy: personRef.nullable() });

export const Share = z.object({ person: personRef, role: spaceRole });

/** RFC 5545 in the parts that people use, plus nth and last working day; see `@rondo/core/cadence`. */
export const CadenceRule = z.strictObject({
  every: z.int().min(1).max(1_000),
  unit: z.enum(["day", "week", "month", "quarter", "year"]),
  weekdays: z.array(z.int().min(1).max(7)).max(7).optional().describe("1 = Monday"),
  dayOfMonth: z.int().min(1).max(31).optional(),
  nth: z.strictObject({ position: z.int().min(-1).max(5), weekday: z.int().min(1).max(7) }).optional().describe("-1 = last"),
  workingDay: z.int().min(-31).max(31).optional().describe("1 = first working day of the month, -1 = last"),
  month: z.int().min(1).max(12).optional(),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  holidays: z.enum(["keep", "before", "after", "skip"]).default("keep"),
});

const catchUp = z.enum(["all", "latest", "none"]).describe("Of occurrences that were missed while the server was off, which are started");
const overlap = z.enum(["start", "replace", "skip"]).describe("While a run of it is open: start another, cancel the open one and start another, or leave this occurrence out");
const exception = z.strictObject({ day, to: z.strictObject({ date: day, time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }).nullable() }).describe("A day that the rule names, left out (null) or moved");
const expressions = z.record(z.string().max(60), z.string().max(2_000)).describe("By field: FEEL of `occurrence`, the day that it falls on");
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
const PastOccurrence = z.object({ at: instant, run: z.object({ id, title: z.string() }).nullable(), missed: z.boolean(), why: z.enum(["late", "stopped", "open", "answers"]).nullable(), wrong: z.array(wrongAnswer) });

const exceptions = z.array(exception).max(500);
const newCadence = z.strictObject({
  name, rule: CadenceRule, start: day, until: day.nullable().default(null), catchUp: catchUp.default("latest"), overlap: overlap.default("start"),
  answers: answers.default({}), expressions: expressions.default({}), exceptions: exceptions.default([]),
});
const changedCadence = z.strictObject({
  name, rule: CadenceRule, until: day.nullable(), catchUp, overlap, answers, expressions, exceptions, paused: z.boolean(),
  from: day.describe("A day that the rule names; without it, all of it changes"),
}).partial();

const path = z.object({ w: id, p: id });

/** A service clock: `counting` and `waiting` while it goes on, then whether the promise was kept. */
const ClockNow = z.object({
  id: z.string(), name: z.string(), state: z.enum(["counting", "waiting", "kept", "missed", "dropped"]),
  dueAt: instant.nullable().describe("Null: it stands still, or is over"), targetMinutes: z.int(), ranMinutes: z.int().describe("Counted up to its last change"),
  waitsFor: z.enum(["question", "message", "outside", "hold"]).nullable(), late: z.boolean(), warned: z.boolean(),
});

export const RunSummary = z.object({
  id, title: z.string(), number: z.int(), processId: id, processName: z.string(), revision: z.int(),
  state: z.enum(["running", "completed", "cancelled"]), startedAt: instant, endedAt: instant.nullable(),
  startedBy: personRef.nullable(), startedVia: z.enum(["hand", "form", "cadence", "handover", "key", "run", "mail", "project"]), asProject: id.nullable().describe("The project that it goes on as, and stands still meanwhile"), requester: z.string().nullable(),
  at: z.array(z.object({ stepId: z.string(), title: z.string(), taskId: id.nullable(), owner: personRef.nullable(), dueAt: instant.nullable() })).describe("Where it is now"),
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
  clockSpans: z.array(z.object({ clock: z.string(), from: instant, to: instant.nullable(), waitsFor: z.string().nullable().describe("Null: it counted") })).describe("When each service clock counted, and when it stood still for what"),
  linked: z.array(z.object({ kind: z.enum(["run", "project"]), id, title: z.string() })).describe("Runs and projects that answers name, as far as one may see them"),
  steps: z.array(z.object({
    stepId: z.string(), round: z.int(), state: z.enum(["open", "completed", "skipped", "withdrawn"]), taskId: id.nullable(),
    openedAt: instant, closedAt: instant.nullable(), by: personRef.nullable(), owner: personRef.nullable(), team: z.object({ id, name: z.string() }).nullable(), dueAt: instant.nullable(),
    decision: z.enum(["approved", "rejected"]).nullable(), comment: z.string().nullable(), checked: z.array(z.string()), checks: z.array(z.object({ item: z.string(), by: personRef.nullable(), at: instant })).describe("Who ticked what off, and when"),
    question: z.object({ id, text: z.string(), by: personRef.nullable(), to: z.string(), answer: z.string().nullable() }).nullable(),
    projectId: id.nullable(),
    given: z.object({ code: z.enum(["turn", "load", "same", "manager", "standIn", "fourEyes", "nobody"]), of: personRef.nullable(), until: day.nullable(), open: z.int().nullable() }).nullable().describe("Why its owner has it, where that is not just the role"),
    outsider: z.object({ email: z.string().nullable(), sentAt: instant, usedAt: instant.nullable() }).nullable().describe("Of a step that somebody without an account does"),
    title: z.string().describe("As it was when the step was opened"),
    held: Hold.nullable(),
    mayDecide: z.boolean().describe("Of an open approval: whether it is one's own to decide, by having it, by its role, or by managing the process"),
  })),
  held: Hold.nullable().describe("The whole run is on hold"),
  kept: z.array(z.object({ title: z.string(), answers, rows: z.array(z.record(z.string(), z.unknown())) })).describe("What was entered and has no place in the revision that the run was moved to"),
  incidents: z.array(z.object({ id: z.string(), stepId: z.string(), code: z.string(), message: z.string() })),
  waits: z.array(z.object({
    id: z.string(), stepId: z.string(), what: z.enum(["time", "message", "condition", "action", "run", "turn", "items"]), until: instant.nullable(), message: z.string().nullable(),
    attempts: z.int(), failure: z.string().nullable(), item: z.string().nullable().describe("Of a for-each: which item"),
  })).describe("What it waits for that is in nobody's hands"),
  outcome: z.enum(["delivered", "rejected", "cancelled"]).nullable(),
  requestUrl: z.string().nullable(),
  may: z.object({ skip: free, hold: free, jump: free, add: free }).describe("What of what the procedure does not say one may do here: yes, with one's own steps alone, or no"),
  mayControl: z.boolean(),
  version,
});

const runPath = z.object({ w: id, r: id });

export const processOperations = {
  listProcesses: operation({ id: "listProcesses", method: "GET", path: "/api/workspaces/:w/processes", summary: "Processes that one may see", door: "workspace", needs: "workspace.read", params: inWorkspace, query: cursorQuery.extend({ retired: z.stringbool().default(false), blocks: z.stringbool().default(false).describe("Those that are kept to be placed in others, and no others") }), answer: page(Process.extend({ health: z.object({ stuck: z.int(), late: z.int() }).describe("Open runs that can't go on by themselves, and those with work past its time") })), status: 200, refusals: ["bad_cursor"] }),
  createProcess: operation({ id: "createProcess", method: "POST", path: "/api/workspaces/:w/processes", summary: "Make a process with a draft", door: "workspace", needs: "process.create", params: inWorkspace, body: z.strictObject({ name, definition: Definition.optional(), everyone: spaceRole.nullable().default("contributor"), block: z.boolean().default(false).describe("Kept to be placed in other processes") }), answer: Process, status: 201, refusals: [] }),
  getProcess: operation({ id: "getProcess", method: "GET", path: "/api/workspaces/:w/processes/:p", summary: "A process", door: "workspace", needs: "process.read", params: path, answer: Process, status: 200, refusals: ["process_not_found"] }),
  changeProcess: operation({ id: "changeProcess", method: "PATCH", path: "/api/workspaces/:w/processes/:p", summary: "Change its name, owner, roles, calendar or who sees it", door: "workspace", needs: "process.manage", params: path, versioned: true, body: z.strictObject({ name: name.optional(), ownerId: id.nullable().optional(), everyone: spaceRole.nullable().optional(), calendarId: id.nullable().optional(), fillings: z.array(Filling).max(100).optional(), approverId: id.nullable().optional(), reviewMonths: z.int().min(1).max(60).nullable().optional() }), answer: Process, status: 200, refusals: ["process_not_found", "member_not_found", "team_not_found", "calendar_not_found"] }),
  retireProcess: operation({ id: "retireProcess", method: "PUT", path: "/api/workspaces/:w/processes/:p/retirement", summary: "Retire a process: no new runs; open ones go on", door: "workspace", needs: "process.manage", params: path, answer: Process, status: 200, refusals: ["process_not_found"] }),
  unretireProcess: operation({ id: "unretireProcess", method: "DELETE", path: "/api/workspaces/:w/processes/:p/retirement", summary: "Bring a retired process back", door: "workspace", needs: "process.manage", params: path, answer: Process, status: 200, refusals: ["process_not_found"] }),
  listProcessShares: operation({ id: "listProcessShares", method: "GET", path: "/api/workspaces/:w/processes/:p/shares", summary: "Who has a role in a process", door: "workspace", needs: "process.read", params: path, answer: z.object({ items: z.array(Share) }), status: 200, refusals: ["process_not_found"] }),
  shareProcess: operation({ id: "shareProcess", method: "PUT", path: "/api/workspaces/:w/processes/:p/shares/:m", summary: "Give somebody a role in a process", door: "workspace", needs: "process.manage", params: path.extend({ m: id }), body: z.strictObject({ role: spaceRole }), status: 204, refusals: ["process_not_found", "member_not_found"] }),
  unshareProcess: operation({ id: "unshareProcess", method: "DELETE", path: "/api/workspaces/:w/processes/:p/shares/:m", summary: "Take it away", door: "workspace", needs: "process.manage", params: path.extend({ m: id }), status: 204, refusals: ["process_not_found", "member_not_found"] }),

  getDraft: operation({ id: "getDraft", method: "GET", path: "/api/workspaces/:w/processes/:p/draft", summary: "The draft, with findings at the steps they concern", door: "workspace", needs: "process.read", params: path, answer: z.object({ definition: Definition, version, findings: z.array(Finding) }), status: 200, refusals: ["process_not_found"] }),
  saveDraft: operation({ id: "saveDraft", method: "PUT", path: "/api/workspaces/:w/processes/:p/draft", summary: "Save the draft", door: "workspace", needs: "process.change", params: path, versioned: true, body: z.strictObject({ definition: Definition }), answer: z.object({ version, findings: z.array(Finding) }), status: 200, refusals: ["process_not_found"] }),
  exportBpmn: operation({ id: "exportBpmn", method: "GET", path: "/api/workspaces/:w/processes/:p/bpmn", summary: "The draft as BPMN 2.0; what came from BPMN with all that its file had", door: "workspace", needs: "process.read", params: path, media: "application/xml", status: 200, refusals: ["process_not_found"] }),
  publish: operation({ id: "publish", method: "POST", path: "/api/workspaces/:w/processes/:p/publications", summary: "Publish the draft as the next revision, for everybody or a pilot ring; open runs stay on theirs until they are moved", door: "workspace", needs: "process.publish", params: path, body: z.strictObject({ note: z.string().max(2_000).default(""), pilot: z.union([z.strictObject({ teamId: id }), z.strictObject({ share: z.int().min(1).max(99) })]).nullable().default(null).describe("For one team, or a share of new runs in per cent, until it is promoted or withdrawn") }), answer: z.object({ number: z.int(), at: instant, findings: z.array(Finding) }), status: 201, refusals: ["process_not_found", "draft_has_errors", "draft_unchanged", "pilot_open", "nothing_published", "team_not_found", "approval_missing"] }),
  submitDraft: operation({ id: "submitDraft", method: "POST", path: "/api/workspaces/:w/processes/:p/submissions", summary: "Put the draft before whoever has to approve it; one that was still open is taken back", door: "workspace", needs: "process.change", params: path, body: z.strictObject({ note: z.string().trim().max(2_000).default("") }), answer: Process, status: 201, refusals: ["process_not_found", "approval_not_asked", "draft_has_errors", "draft_unchanged"] }),
  listSubmissions: operation({ id: "listSubmissions", method: "GET", path: "/api/workspaces/:w/processes/:p/submissions", summary: "Drafts that were put before an approver, newest first, with who said what", door: "workspace", needs: "process.read", params: path, answer: z.object({ items: z.array(Submission) }), status: 200, refusals: ["process_not_found"] }),
  getSubmission: operation({ id: "getSubmission", method: "GET", path: "/api/workspaces/:w/processes/:p/submissions/:s", summary: "One of them with the draft as it was", door: "workspace", needs: "process.read", params: path.extend({ s: id }), answer: Submission.extend({ definition: Definition }), status: 200, refusals: ["process_not_found", "submission_not_found"] }),
  decideSubmission: operation({ id: "decideSubmission", method: "PUT", path: "/api/workspaces/:w/processes/:p/submissions/:s/decision", summary: "Approve a draft, or return it with a word", door: "workspace", needs: "process.read", params: path.extend({ s: id }), body: z.strictObject({ verdict: z.enum(["approve", "return"]), word: z.string().trim().max(2_000).default("") }), answer: Process, status: 200, refusals: ["process_not_found", "submission_not_found", "approver_only", "reason_required"] }),
  withdrawSubmission: operation({ id: "withdrawSubmission", method: "PUT", path: "/api/workspaces/:w/processes/:p/submissions/:s/withdrawal", summary: "Take a draft back from its approver", door: "workspace", needs: "process.change", params: path.extend({ s: id }), answer: Process, status: 200, refusals: ["process_not_found", "submission_not_found"] }),
  readRuleTables: operation({ id: "readRuleTables", method: "POST", path: "/api/workspaces/:w/rule-tables", summary: "Read the decision tables of a DMN model, to become the rules of a decision", door: "workspace", needs: "workspace.read", params: inWorkspace, body: z.strictObject({ text: z.string().min(1).max(900_000) }), answer: z.object({ tables: z.array(ForeignTable) }), status: 200, refusals: ["unreadable", "too_large"] }),
  exportDmn: operation({ id: "exportDmn", method: "GET", path: "/api/workspaces/:w/processes/:p/steps/:step/dmn", summary: "The rule table of a decision of the draft as a DMN model", door: "workspace", needs: "process.read", params: path.extend({ step: z.string().max(200) }), media: "application/xml", status: 200, refusals: ["process_not_found", "no_rule_table"] }),
  listPlacements: operation({ id: "listPlacements", method: "GET", path: "/api/workspaces/:w/processes/:p/placements", summary: "Where a block is placed, as far as one may see it, and which revision of it", door: "workspace", needs: "process.read", params: path, answer: z.object({ items: z.array(Placement) }), status: 200, refusals: ["process_not_found"] }),
  updatePlacements: operation({ id: "updatePlacements", method: "PUT", path: "/api/workspaces/:w/processes/:p/placements", summary: "Put the published revision of a block into the drafts of processes that have an older one", door: "workspace", needs: "process.read", params: path, body: z.strictObject({ processes: z.array(id).max(500) }), answer: z.object({ items: z.array(Placement), stayed: z.array(z.object({ id, name: z.string(), why: z.enum(["refused", "fields"]), fields: z.array(z.string()).describe("Which the process has as something else") })) }), status: 200, refusals: ["process_not_found", "nothing_published"] }),
  confirmProcess: operation({ id: "confirmProcess", method: "POST", path: "/api/workspaces/:w/processes/:p/confirmations", summary: "Say that the published revision is still right; the next review is counted from now", door: "workspace", needs: "process.manage", params: path, body: z.strictObject({ note: z.string().trim().max(2_000).default("") }), answer: Process, status: 201, refusals: ["process_not_found", "nothing_published"] }),
  listConfirmations: operation({ id: "listConfirmations", method: "GET", path: "/api/workspaces/:w/processes/:p/confirmations", summary: "Who looked at the procedure and found it right, and when", door: "workspace", needs: "process.read", params: path, answer: z.object({ items: z.array(z.object({ id, revision: z.int(), note: z.string(), at: instant, by: personRef.nullable() })) }), status: 200, refusals: ["process_not_found"] }),
  promotePilot: operation({ id: "promotePilot", method: "PUT", path: "/api/workspaces/:w/processes/:p/pilots/:pilot/promotion", summary: "What a ring tried is for everybody: new runs take it", door: "workspace", needs: "process.publish", params: path.extend({ pilot: id }), answer: Process, status: 200, refusals: ["process_not_found", "pilot_not_found"] }),
  withdrawPilot: operation({ id: "withdrawPilot", method: "PUT", path: "/api/workspaces/:w/processes/:p/pilots/:pilot/withdrawal", summary: "End a pilot: new runs take the published revision; its open runs stay until they are moved", door: "workspace", needs: "process.publish", params: path.extend({ pilot: id }), answer: Process, status: 200, refusals: ["process_not_found", "pilot_not_found"] }),
  listRevisions: operation({ id: "listRevisions", method: "GET", path: "/api/workspaces/:w/processes/:p/publications", summary: "Published revisions, newest first", door: "workspace", needs: "process.read", params: path, answer: z.object({ items: z.array(z.object({ number: z.int(), at: instant, by: personRef.nullable(), note: z.string(), openRuns: z.int().describe("Open runs that are on it") })) }), status: 200, refusals: ["process_not_found"] }),
  getRevision: operation({ id: "getRevision", method: "GET", path: "/api/workspaces/:w/processes/:p/publications/:number", summary: "One revision", door: "workspace", needs: "process.read", params: path.extend({ number: z.coerce.number().int().min(1) }), answer: z.object({ number: z.int(), at: instant, by: personRef.nullable(), note: z.string(), openRuns: z.int(), definition: Definition }), status: 200, refusals: ["process_not_found"] }),

  openIntake: operation({ id: "openIntake", method: "PUT", path: "/api/workspaces/:w/processes/:p/intake-form", summary: "Open the public form that starts runs; its link is unguessable", door: "workspace", needs: "process.manage", params: path, body: z.strictObject({ title, note: z.string().max(2_000).default("") }), answer: Process, status: 200, refusals: ["process_not_found", "nothing_published"] }),
  closeIntake: operation({ id: "closeIntake", method: "DELETE", path: "/api/workspaces/:w/processes/:p/intake-form", summary: "Close the form; its link stops working at once", door: "workspace", needs: "process.manage", params: path, answer: Process, status: 200, refusals: ["process_not_found"] }),
  getForm: operation({ id: "getForm", method: "GET", path: "/api/forms/:token", summary: "What a public form asks", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200) }), answer: z.object({ title: z.string(), note: z.string(), organisation: z.string(), fields: z.array(AskedField), ticket: z.string().describe("Sent back with the answers; good once, for a day") }), status: 200, refusals: ["form_closed", "too_many_requests"] }),
  sendForm: operation({ id: "sendForm", method: "POST", path: "/api/forms/:token/requests", summary: "Send the form: starts a run, answers the address of the status page", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200) }), body: z.strictObject({ ticket: z.string().max(400), name, email: z.string().max(254).default(""), answers, website: z.string().max(0, "leave this empty").default("") }), answer: z.object({ url: z.string() }), status: 201, refusals: ["form_closed", "field_required", "field_invalid", "too_many_requests", "role_unfilled", "conflict"] }),
  getRequest: operation({ id: "getRequest", method: "GET", path: "/api/requests/:token", summary: "The requester's status page", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200) }), answer: z.object({ title: z.string(), organisation: z.string(), state: z.enum(["running", "completed", "cancelled"]), outcome: z.enum(["delivered", "rejected", "cancelled"]).nullable(), startedAt: instant, endedAt: instant.nullable(), stages: z.array(z.object({ title: z.string(), state: z.enum(["done", "now", "ahead"]) })), question: z.object({ id, text: z.string() }).nullable(), deliverable: z.object({ title: z.string(), message: z.string(), fields: z.array(GivenAnswer) }).nullable() }), status: 200, refusals: ["request_not_found"] }),
  getRequestFile: operation({ id: "getRequestFile", method: "GET", path: "/api/requests/:token/files/:a", summary: "The bytes of a file that belongs to the deliverable", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200), a: id }), media: "application/octet-stream", status: 200, refusals: ["request_not_found", "attachment_not_found", "too_many_requests"] }),
  answerAsRequester: operation({ id: "answerAsRequester", method: "PUT", path: "/api/requests/:token/questions/:q/answer", summary: "Answer a question that an approver asked back", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200), q: id }), body: z.strictObject({ text: z.string().trim().min(1).max(10_000) }), status: 204, refusals: ["request_not_found", "question_not_found"] }),

  getOutsiderStep: operation({ id: "getOutsiderStep", method: "GET", path: "/api/steps/:token", summary: "The step that somebody without an account is asked to do", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200) }), answer: z.object({ organisation: z.string(), run: z.string(), title: z.string(), instructions: z.string(), known: z.array(GivenAnswer), fields: z.array(AskedField.extend({ answer: answer.describe("What is known so far") })), checklist: z.array(z.object({ id: z.string(), title: z.string() })), expiresAt: instant }), status: 200, refusals: ["step_gone", "too_many_requests"] }),
  completeOutsiderStep: operation({ id: "completeOutsiderStep", method: "PUT", path: "/api/steps/:token/completion", summary: "Do it; the link works once", door: "anyone", needs: null, params: z.object({ token: z.string().min(20).max(200) }), body: z.strictObject({ answers: answers.default({}), checked: z.array(z.string().max(64)).max(300).default([]) }), status: 204, refusals: ["step_gone", "field_required", "field_invalid", "field_not_editable", "checklist_item_unknown", "too_many_requests"] }),
  sendOutsiderLink: operation({ id: "sendOutsiderLink", method: "POST", path: "/api/workspaces/:w/tasks/:t/outsider-links", summary: "Make a new link for a step that somebody outside does, and mail it; the one before ends", door: "workspace", needs: "task.complete", params: z.object({ w: id, t: id }), body: z.strictObject({ email: z.email().max(254).nullable().default(null).describe("Null: the address that is known") }), answer: z.object({ url: z.string(), email: z.string().nullable(), mailed: z.boolean(), expiresAt: instant }), secret: true, status: 201, refusals: ["task_not_found", "step_not_open", "step_not_outside"] }),

  listCadences: operation({ id: "listCadences", method: "GET", path: "/api/workspaces/:w/processes/:p/cadences", summary: "When a process recurs", door: "workspace", needs: "process.read", params: path, answer: z.object({ items: z.array(Cadence) }), status: 200, refusals: ["process_not_found"] }),
  listOccurrences: operation({ id: "listOccurrences", method: "GET", path: "/api/workspaces/:w/occurrences", summary: "What will come due by itself between two days, of processes that one may see: runs that are not there yet", door: "workspace", needs: "workspace.read", params: inWorkspace, query: z.strictObject({ from: day, to: day.describe("Not later than 100 days after from; the day itself is included") }), answer: z.object({ items: z.array(z.object({ at: instant, day, cadenceId: id, name: z.string(), processId: id, processName: z.string() })) }), status: 200, refusals: [] }),
  previewCadence: operation({ id: "previewCadence", method: "POST", path: "/api/workspaces/:w/processes/:p/cadence-previews", summary: "The next occurrences a rule would give", door: "workspace", needs: "process.read", params: path, body: newCadence, answer: z.object({ next: z.array(occurrence) }), status: 200, refusals: ["process_not_found", "cadence_never"] }),
  createCadence: operation({ id: "createCadence", method: "POST", path: "/api/workspaces/:w/processes/:p/cadences", summary: "Let a process recur", door: "workspace", needs: "process.manage", params: path, body: newCadence, answer: Cadence, status: 201, refusals: ["process_not_found", "nothing_published", "cadence_never", "field_required", "field_invalid", "field_not_editable"] }),
  changeCadence: operation({ id: "changeCadence", method: "PATCH", path: "/api/workspaces/:w/processes/:p/cadences/:c", summary: "Change or pause a cadence, all of it or from a day on: then it ends before that day, and the answer is another one that begins there", door: "workspace", needs: "process.manage", params: path.extend({ c: id }), versioned: true, body: changedCadence, answer: Cadence, status: 200, refusals: ["process_not_found", "cadence_not_found", "cadence_never", "field_required", "field_invalid", "field_not_editable"] }),
  deleteCadence: operation({ id: "deleteCadence", method: "DELETE", path: "/api/workspaces/:w/processes/:p/cadences/:c", summary: "End a cadence", door: "workspace", needs: "process.manage", params: path.extend({ c: id }), status: 204, refusals: ["process_not_found", "cadence_not_found"] }),
  listPastOccurrences: operation({ id: "listPastOccurrences", method: "GET", path: "/api/workspaces/:w/processes/:p/cadences/:c/occurrences", summary: "What a cadence started and what it missed, and why; the newest fifty", door: "workspace", needs: "process.read", params: path.extend({ c: id }), answer: z.object({ items: z.array(PastOccurrence) }), status: 200, refusals: ["process_not_found", "cadence_not_found"] }),
  startOccurrence: operation({ id: "startOccurrence", method: "POST", path: "/api/workspaces/:w/processes/:p/cadences/:c/occurrences", summary: "Start the run of an occurrence that was missed", door: "workspace", needs: "process.manage", params: path.extend({ c: id }), body: z.strictObject({ at: instant }), answer: z.object({ runId: id }), status: 201, refusals: ["process_not_found", "cadence_not_found", "occurrence_not_found", "nothing_published", "process_retired", "field_required", "field_invalid", "field_not_editable"] }),
};

export const runOperations = {
  startRun: operation({ id: "startRun", method: "POST", path: "/api/workspaces/:w/processes/:p/runs", summary: "Start a run of the published revision", door: "workspace", needs: "run.start", params: path, body: z.strictObject({ title: title.optional(), answers: answers.default({}), fillings: z.array(Filling).max(100).default([]) }), answer: Run, status: 201, refusals: ["process_not_found", "nothing_published", "process_retired", "field_required", "field_invalid", "role_unfilled", "member_not_found", "team_not_found"] }),
  listRuns: operation({ id: "listRuns", method: "GET", path: "/api/workspaces/:w/processes/:p/runs", summary: "Runs of a process, newest first", door: "workspace", needs: "process.read", params: path, query: cursorQuery.extend({ state: z.enum(["running", "ended", "all"]).default("all") }), answer: page(RunSummary), status: 200, refusals: ["process_not_found", "bad_cursor"] }),
  getRun: operation({ id: "getRun", method: "GET", path: "/api/workspaces/:w/runs/:r", summary: "A run: its revision, where it is, what is known", door: "workspace", needs: "run.read", params: runPath, answer: Run, status: 200, refusals: ["run_not_found"] }),
  getRunFile: operation({ id: "getRunFile", method: "GET", path: "/api/workspaces/:w/runs/:r/files/:a", summary: "The bytes of a file that an answer of a run names", door: "workspace", needs: "run.read", params: runPath.extend({ a: id }), media: "application/octet-stream", status: 200, refusals: ["run_not_found", "attachment_not_found"] }),
  listRunEvents: operation({ id: "listRunEvents", method: "GET", path: "/api/workspaces/:w/runs/:r/events", summary: "Its history: who did what, when, on which revision", door: "workspace", needs: "run.read", params: runPath, query: cursorQuery, answer: page(z.object({ name: z.string(), at: instant, actor: personRef.nullable(), revision: z.int(), version: z.int(), stepId: z.string().nullable(), data: z.record(z.string(), z.unknown()) })), status: 200, refusals: ["run_not_found", "bad_cursor"] }),
  decide: operation({ id: "decide", method: "PUT", path: "/api/workspaces/:w/tasks/:t/decision", summary: "Approve or reject", door: "workspace", needs: "approval.decide", params: z.object({ w: id, t: id }), body: z.strictObject({ verdict: z.enum(["approve", "reject"]), answers: answers.default({}).describe("For fields that the approval may edit"), comment: z.string().max(10_000).default(""), to: z.string().max(64).optional().describe("Of a rejection, where the approval lets one choose: the earlier step that is worked again") }), answer: Run, status: 200, refusals: ["field_required", "field_invalid", "field_not_editable", "run_held", "step_held", "step_out_of_reach", "four_eyes", "task_not_found", "step_not_open", "step_not_approval", "reason_required", "question_open", "run_ended", "role_unfilled"] }),
  askBack: operation({ id: "askBack", method: "POST", path: "/api/workspaces/:w/tasks/:t/questions", summary: "Ask back before deciding: the requester, or whoever did an earlier step", door: "workspace", needs: "approval.decide", params: z.object({ w: id, t: id }), body: z.strictObject({ text: z.string().trim().min(1).max(10_000), to: z.union([z.literal("requester"), id]) }), answer: Run, status: 201, refusals: ["run_held", "step_held", "task_not_found", "step_not_open", "step_not_approval", "question_open", "not_assignable"] }),
  answerQuestion: operation({ id: "answerQuestion", method: "PUT", path: "/api/workspaces/:w/runs/:r/questions/:q/answer", summary: "Answer a question", door: "workspace", needs: "run.read", params: runPath.extend({ q: id }), body: z.strictObject({ text: z.string().trim().min(1).max(10_000) }), answer: Run, status: 200, refusals: ["run_not_found", "question_not_found", "forbidden"] }),
  skipStep: operation({ id: "skipStep", method: "PUT", path: "/api/workspaces/:w/tasks/:t/waiver", summary: "Skip a step, with a reason; it is marked as a deviation, not as done", door: "workspace", needs: "run.control", params: z.object({ w: id, t: id }), body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }), answer: Run, status: 200, refusals: ["procedure_forbids", "run_held", "step_held", "task_not_found", "step_not_open"] }),
  reassignStep: operation({ id: "reassignStep", method: "PUT", path: "/api/workspaces/:w/tasks/:t/assignment", summary: "Give a run's open step to somebody else, or claim it", door: "workspace", needs: "task.complete", params: z.object({ w: id, t: id }), body: z.strictObject({ personId: id }), answer: Run, status: 200, refusals: ["four_eyes", "task_not_found", "step_not_open", "not_assignable"] }),
  fillRole: operation({ id: "fillRole", method: "PUT", path: "/api/workspaces/:w/runs/:r/fillings/:role", summary: "Another person or team in a role of a run: its open steps move, done ones stay", door: "workspace", needs: "run.control", params: runPath.extend({ role: z.string().max(60) }), body: z.strictObject({ personId: id.nullable().default(null), teamId: id.nullable().default(null) }), answer: Run, status: 200, refusals: ["run_not_found", "run_ended", "role_unknown", "member_not_found", "team_not_found"] }),
  checkItem: operation({ id: "checkItem", method: "PUT", path: "/api/workspaces/:w/tasks/:t/checks/:item", summary: "Tick a point of a step's checklist off; who and when is recorded", door: "workspace", needs: "task.complete", params: z.object({ w: id, t: id, item: z.string().max(64) }), answer: Run, status: 200, refusals: ["run_held", "step_held", "task_not_found", "step_not_open", "step_is_approval", "checklist_item_unknown"] }),
  uncheckItem: operation({ id: "uncheckItem", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/checks/:item", summary: "Take the tick back", door: "workspace", needs: "task.complete", params: z.object({ w: id, t: id, item: z.string().max(64) }), answer: Run, status: 200, refusals: ["run_held", "step_held", "task_not_found", "step_not_open", "step_is_approval", "checklist_item_unknown"] }),
  skipWait: operation({ id: "skipWait", method: "PUT", path: "/api/workspaces/:w/runs/:r/waits/:id/waiver", summary: "Go on without what a run waits for, with a reason; also past an incident", door: "workspace", needs: "run.control", params: runPath.extend({ id: z.string().max(64) }), body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }), answer: Run, status: 200, refusals: ["procedure_forbids", "run_held", "step_held", "run_not_found", "step_not_open", "run_ended"] }),
  jumpStep: operation({ id: "jumpStep", method: "POST", path: "/api/workspaces/:w/runs/:r/detours", summary: "Have a run go on at another step than the process says, with a reason; it is marked as a deviation", door: "workspace", needs: "run.control", params: runPath, body: z.strictObject({ from: z.string().max(64).describe("The task, wait or incident that is left"), to: z.string().max(64), reason: z.string().trim().min(1).max(2_000) }), answer: Run, status: 200, refusals: ["procedure_forbids", "run_held", "step_held", "run_not_found", "step_not_open", "step_out_of_reach", "run_ended"] }),
  addStep: operation({ id: "addStep", method: "POST", path: "/api/workspaces/:w/runs/:r/steps", summary: "One more step, for this run alone, with a reason; the run is not over before it is done, and it is marked as a deviation", door: "workspace", needs: "run.control", params: runPath, body: z.strictObject({ title, personId: id.nullable().default(null).describe("Null: whoever started the run, or owns the process"), dueAt: instant.nullable().default(null), reason: z.string().trim().min(1).max(2_000) }), answer: Run, status: 201, refusals: ["procedure_forbids", "run_held", "run_not_found", "not_assignable", "too_many_items", "run_ended"] }),
  addItem: operation({ id: "addItem", method: "POST", path: "/api/workspaces/:w/runs/:r/items", summary: "One more item for a for-each that is open; null says that the last one has come", door: "workspace", needs: "run.control", params: runPath, body: z.strictObject({ stepId: z.string().max(64), item: z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]) }), answer: Run, status: 200, refusals: ["run_held", "step_held", "run_not_found", "step_not_growing", "too_many_items", "run_ended"] }),
  sendMessage: operation({ id: "sendMessage", method: "POST", path: "/api/workspaces/:w/messages", summary: "Send a message to the runs that wait for it; it is kept for thirty days where none does", door: "workspace", needs: "message.send", params: inWorkspace, body: z.strictObject({ name: z.string().trim().min(1).max(300), key: z.string().max(300).nullable().default(null), answers: answers.default({}) }), answer: z.object({ runs: z.int().describe("How many runs took it") }), status: 201, refusals: ["field_invalid"] }),
  holdRun: operation({ id: "holdRun", method: "PUT", path: "/api/workspaces/:w/runs/:r/hold", summary: "Put a run on hold, with a reason: nobody works it, and no span of time runs out", door: "workspace", needs: "run.control", params: runPath, body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }), answer: Run, status: 200, refusals: ["procedure_forbids", "run_not_found", "run_ended", "run_held"] }),
  releaseRun: operation({ id: "releaseRun", method: "DELETE", path: "/api/workspaces/:w/runs/:r/hold", summary: "Let a run go on; what was due moves by as long as it was on hold", door: "workspace", needs: "run.control", params: runPath, answer: Run, status: 200, refusals: ["procedure_forbids", "run_not_found", "run_ended", "not_held"] }),
  holdStep: operation({ id: "holdStep", method: "PUT", path: "/api/workspaces/:w/tasks/:t/hold", summary: "Put an open step of a run on hold, with a reason", door: "workspace", needs: "run.control", params: z.object({ w: id, t: id }), body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }), answer: Run, status: 200, refusals: ["procedure_forbids", "task_not_found", "step_not_open", "run_ended", "step_held"] }),
  releaseStep: operation({ id: "releaseStep", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/hold", summary: "Let a step go on", door: "workspace", needs: "run.control", params: z.object({ w: id, t: id }), answer: Run, status: 200, refusals: ["procedure_forbids", "task_not_found", "step_not_open", "run_ended", "not_held", "run_held"] }),
  cancelRun: operation({ id: "cancelRun", method: "PUT", path: "/api/workspaces/:w/runs/:r/cancellation", summary: "Cancel a run, with a reason", door: "workspace", needs: "run.control", params: runPath, body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }), answer: Run, status: 200, refusals: ["run_not_found", "run_ended"] }),
  retryIncident: operation({ id: "retryIncident", method: "POST", path: "/api/workspaces/:w/runs/:r/retries", summary: "Try again what could not go on, after mending the data", door: "workspace", needs: "run.control", params: runPath, body: z.strictObject({ stepId: z.string().max(64), answers: answers.default({}) }), answer: Run, status: 200, refusals: ["run_held", "step_held", "run_not_found", "step_not_open", "field_invalid"] }),
};
