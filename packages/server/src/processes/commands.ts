import type { AnswerOf, operations } from "@rondo/contract";
import { hasError } from "@rondo/core/kernel";
import type { Permission } from "@rondo/core/access";
import { type Definition, emptyDefinition, validateDefinition } from "@rondo/core/process";
import type { ProcessSource } from "@rondo/formats/draft";
import { deleteShare, putShare, shareIfNone } from "../access/index.ts";
import { hasCalendar } from "../calendars/index.ts";
import { type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import { clearDue, setDue } from "../sweep/index.ts";
import { membersAmong } from "../tasks/index.ts";
import { mustBeTeams } from "../teams/index.ts";
import { allowedProcess } from "./policy.ts";
import { type Process, presentProcess } from "./present.ts";
import {
  type ProcessChange,
  type ProcessRow,
  compareDraft,
  endPilot,
  findProcess,
  insertPilot,
  insertProcess,
  insertRevision,
  insertSource,
  lockProcess,
  nextNumber,
  readDraft,
  saveDraft,
  updateProcess,
  updateReview,
} from "./store.ts";

type Call = Pick<WorkspaceCall<typeof operations.getProcess>, "tx" | "actor" | "system" | "append" | "newId" | "now" | "params">;

/** A process with a draft; used by the API and by imports. */
export async function makeProcess(
  work: Work,
  input: {
    id?: string | undefined;
    name: string;
    ownerId: string;
    definition?: Definition;
    everyone: Process["everyone"];
    block?: boolean;
    source?: ProcessSource | undefined;
  },
): Promise<string> {
  const id = input.id ?? work.newId();
  await insertProcess(work.tx, {
    id,
    name: input.name,
    ownerId: input.ownerId,
    everyone: input.everyone,
    draft: input.definition ?? emptyDefinition(),
    block: input.block ?? false,
  });
  if (input.source !== undefined) await insertSource(work.tx, id, input.source);
  await putShare(work.tx, id, input.ownerId, "manager"); // whoever makes a process can publish it
  await work.append(processEvent("process.created", id, 1, { name: input.name }));
  return id;
}

export async function createProcess(call: WorkspaceCall<typeof operations.createProcess>): Promise<Process> {
  const { body, actor } = call;
  const id = await makeProcess(workOf(call), {
    name: body.name,
    ownerId: actor.personId,
    everyone: body.everyone,
    block: body.block,
    ...(body.definition !== undefined && { definition: body.definition }),
  });
  return show(call, id);
}

export async function changeProcess(
  call: Call & Pick<WorkspaceCall<typeof operations.changeProcess>, "body" | "expected">,
): Promise<Process> {
  const { body, tx } = call;
  const row = await locked(call, "process.manage");
  mustMatch(call.expected, row.version, await show(call, row.process_id));
  const people = [body.ownerId, body.approverId, ...(body.fillings ?? []).map((filling) => filling.personId)].filter(
    (id): id is string => id != null,
  );
  if ((await membersAmong(tx, [...new Set(people)])).length < new Set(people).size) refuse("member_not_found");
  await mustBeTeams(
    tx,
    (body.fillings ?? []).flatMap((filling) => filling.teamId ?? []),
  );
  if (body.calendarId != null && !(await hasCalendar(tx, body.calendarId))) refuse("calendar_not_found");
  const change: ProcessChange = {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.ownerId !== undefined && { owner_id: body.ownerId }),
    ...(body.everyone !== undefined && { everyone: body.everyone }),
    ...(body.calendarId !== undefined && { calendar_id: body.calendarId }),
    ...(body.fillings !== undefined && { fillings: JSON.stringify(body.fillings) }),
    ...(body.approverId !== undefined && { approver_id: body.approverId }),
    ...(body.reviewMonths !== undefined && { review_months: body.reviewMonths }),
    ...(body.asksRating !== undefined && { asks_rating: body.asksRating }),
  };
  if (body.ownerId != null) await putShare(tx, row.process_id, body.ownerId, "manager");
  // Whoever is to approve it sees it.
  if (body.approverId != null) await shareIfNone(tx, row.process_id, body.approverId);
  if (body.reviewMonths !== undefined && body.reviewMonths !== row.review_months) await setReview(tx, row.process_id, body.reviewMonths);
  // Whoever closes a process to its members stays one of them.
  if (body.everyone === null && row.everyone !== null) await putShare(tx, row.process_id, call.actor.personId, "manager");
  await call.append(
    processEvent("process.changed", row.process_id, await updateProcess(tx, row.process_id, change), { changed: Object.keys(body) }),
  );
  return show(call, row.process_id);
}

export async function setRetired(call: Call, retired: boolean): Promise<Process> {
  const row = await locked(call, "process.manage");
  if ((row.retired_at !== null) !== retired) {
    const version = await updateProcess(call.tx, row.process_id, { retired_at: retired ? call.now.toISOString() : null });
    await call.append(processEvent(retired ? "process.retired" : "process.unretired", row.process_id, version, {}));
  }
  return show(call, row.process_id);
}

export async function shareWith(call: WorkspaceCall<typeof operations.shareProcess>): Promise<undefined> {
  const row = await locked(call, "process.manage");
  if (!(await putShare(call.tx, row.process_id, call.params.m, call.body.role))) refuse("member_not_found");
  await call.append(
    processEvent("process.shared", row.process_id, await updateProcess(call.tx, row.process_id, {}), {
      personId: call.params.m,
      role: call.body.role,
    }),
  );
}

export async function unshareWith(call: WorkspaceCall<typeof operations.unshareProcess>): Promise<undefined> {
  const row = await locked(call, "process.manage");
  if (!(await deleteShare(call.tx, row.process_id, call.params.m))) refuse("member_not_found");
  await call.append(
    processEvent("process.unshared", row.process_id, await updateProcess(call.tx, row.process_id, {}), { personId: call.params.m }),
  );
}

export async function putDraft(call: WorkspaceCall<typeof operations.saveDraft>): Promise<AnswerOf<typeof operations.saveDraft>> {
  const row = await locked(call, "process.change");
  const now = await readDraft(call.tx, row.process_id);
  mustMatch(call.expected, row.draft_version, { definition: now?.draft, version: now?.draft_version });
  return { version: await keepDraft(call, row.process_id, call.body.definition), findings: findingsOf(call.body.definition) };
}

/** Of a process under its lock; the version that the draft has then. */
export async function keepDraft(call: Pick<Call, "tx" | "append">, processId: string, definition: Definition): Promise<number> {
  const saved = await saveDraft(call.tx, processId, definition);
  await call.append(processEvent("draft.saved", processId, saved.version, { draftVersion: saved.draft_version }));
  return saved.draft_version;
}

export async function publish(
  call: Call & Pick<WorkspaceCall<typeof operations.publish>, "body">,
): Promise<AnswerOf<typeof operations.publish>> {
  const row = await locked(call, "process.publish");
  const draft = (await readDraft(call.tx, row.process_id))?.draft as Definition;
  const findings = findingsOf(draft);
  if (hasError(validateDefinition(draft)))
    refuse("draft_has_errors", {
      findings: findings
        .filter((finding) => finding.severity === "error")
        .map((finding) => finding.message)
        .join(" "),
      list: findings,
    });
  if (row.published !== null && !row.draft_changed) refuse("draft_unchanged");
  if (row.pilot_revision !== null) refuse("pilot_open", { number: row.pilot_revision });
  // What the approver publishes has their approval.
  if (
    row.approver_id !== null &&
    row.approver_id !== call.actor.personId &&
    !(row.submission_verdict === "approved" && row.submission_version === row.draft_version)
  )
    refuse("approval_missing", { who: row.approver_name ?? "-" });
  const { pilot } = call.body;
  if (pilot !== null && row.published === null) refuse("nothing_published");
  const number = await nextNumber(call.tx, row.process_id);
  await setReview(call.tx, row.process_id, row.review_months);
  const { published_at } = await insertRevision(call.tx, row.process_id, {
    number,
    definition: draft,
    note: call.body.note,
    by: call.actor.personId,
  });
  if (pilot !== null) {
    const [teamId, share] = "teamId" in pilot ? [pilot.teamId, null] : [null, pilot.share];
    await mustBeTeams(call.tx, teamId === null ? [] : [teamId]);
    const id = call.newId();
    await insertPilot(call.tx, { id, processId: row.process_id, revision: number, teamId, share, by: call.actor.personId });
    await call.append(
      processEvent("pilot.begun", row.process_id, await updateProcess(call.tx, row.process_id, { draft_changed: false }), {
        name: row.name,
        number,
        note: call.body.note,
        pilotId: id,
        teamId,
        share,
      }),
    );
    return { number, at: published_at, findings };
  }
  const version = await updateProcess(call.tx, row.process_id, { published: number, draft_changed: false });
  await call.append(processEvent("process.published", row.process_id, version, { name: row.name, number, note: call.body.note }));
  return { number, at: published_at, findings };
}

/** What the ring tried is for everybody, or for nobody any more. Its open runs stay where they are until they are moved. */
export async function settlePilot(
  call: Omit<Call, "params"> & { readonly params: Call["params"] & { readonly pilot: string } },
  as: "promoted" | "withdrawn",
): Promise<Process> {
  const row = await locked(call, "process.publish");
  if (row.pilot_id !== call.params.pilot || row.pilot_revision === null) refuse("pilot_not_found");
  await endPilot(call.tx, row.pilot_id, as, call.actor.personId);
  const version = await updateProcess(call.tx, row.process_id, as === "promoted" ? { published: row.pilot_revision } : {});
  await compareDraft(call.tx, row.process_id);
  await call.append(
    processEvent(`pilot.${as}`, row.process_id, version, { name: row.name, number: row.pilot_revision, pilotId: row.pilot_id }),
  );
  return show(call, row.process_id);
}

/** The kind of the moment at which the owner is asked whether the procedure is still right. */
export const reviewDue = "review";

/** A review is due so many months after the last one, or after the last revision. */
export async function setReview(tx: Call["tx"], processId: string, months: number | null): Promise<void> {
  const due = await updateReview(tx, processId, months);
  if (due === null) await clearDue(tx, reviewDue, processId);
  else await setDue(tx, reviewDue, processId, due);
}

export async function show(call: Pick<Call, "tx" | "actor" | "system">, processId: string): Promise<Process> {
  const row = allowedProcess(call.actor, await findProcess(call.tx, call.actor.personId, processId), "process.read");
  return presentProcess(row, {
    role: call.actor.role,
    workspaceId: call.actor.workspaceId,
    publicUrl: call.system.publicUrl,
    mailDomain: call.system.config.mailIn?.domain ?? null,
  });
}

/** The process under its lock, if the actor may do this with it. */
export async function locked(call: Pick<Call, "tx" | "actor" | "params">, permission: Permission): Promise<ProcessRow> {
  await lockProcess(call.tx, call.params.p);
  return allowedProcess(call.actor, await findProcess(call.tx, call.actor.personId, call.params.p), permission);
}

/** Findings of the core are read-only; the contract's are plain. */
export function findingsOf(definition: Definition): AnswerOf<typeof operations.saveDraft>["findings"] {
  return validateDefinition(definition).map(({ params, ...finding }) => ({
    ...finding,
    ...(params !== undefined && { params: { ...params } }),
  }));
}

export function processEvent(name: string, id: string, version: number, data: Record<string, unknown>): Parameters<Work["append"]>[0] {
  return { name, subjectKind: "process", subjectId: id, version, homeKind: "process", homeId: id, data };
}
