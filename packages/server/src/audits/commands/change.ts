import { type RefusalCode, type operations, refusals } from "@rondo/contract";
import { type Finding, Refusal } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import { adoptFamily, type Container } from "@rondo/core/sameness";
import { containersOf } from "@rondo/formats/work";
import type { Tx } from "../../database/index.ts";
import { type StreamCall, type Work, type WorkspaceCall, mustMatch, refuse, workIn, workOf } from "../../http/index.ts";
import { type Upload, chosenColumns, importFile, readFile, readLimits } from "../../imports/index.ts";
import { makeProcess } from "../../processes/index.ts";
import { isPacked, looksLikeLog } from "@rondo/formats/eventlog";
import { auditFor } from "../policy.ts";
import { inThread, minedFile } from "../queries/index.ts";
import { type Audit, type AuditFile, presentAudit, presentFile } from "../present.ts";
import { type LogSize, type Made, type Refused, bytesOf, containersOfAudit, deleteAudit, insertAudit, insertFile, keepAdoption, keepResult, listFiles, lockAudit, updateAudit, weightsOfAudits } from "../store.ts";

export async function makeAudit(call: WorkspaceCall<typeof operations.makeAudit>): Promise<Audit> {
  const id = call.newId();
  await insertAudit(call.tx, { id, name: call.body.name, by: call.actor.personId });
  await call.append(event(workOf(call), "audit.made", id, 1, {}));
  return show(call, id);
}

export async function changeAudit(call: WorkspaceCall<typeof operations.changeAudit>): Promise<Audit> {
  const { tx, actor, body } = call;
  await lockAudit(tx, call.params.a);
  const row = await auditFor(tx, actor, call.params.a, "change");
  mustMatch(call.expected, row.version, presentAudit(row, await listFiles(tx, row.survey_id)));
  const version = await updateAudit(tx, row.survey_id, body);
  await call.append(event(workOf(call), "audit.changed", row.survey_id, version, { changed: Object.keys(body) }));
  return show(call, row.survey_id);
}

export async function removeAudit(call: WorkspaceCall<typeof operations.deleteAudit>): Promise<undefined> {
  await lockAudit(call.tx, call.params.a);
  const row = await auditFor(call.tx, call.actor, call.params.a, "change");
  await deleteAudit(call.tx, row.survey_id);
  await call.append(event(workOf(call), "audit.deleted", row.survey_id, row.version + 1, {}));
  return undefined;
}

/** Reads one more file. What can't be read is kept as such with its reason: one broken file never stops the others. */
type Keep<A> = (tx: Tx, answer: A) => Promise<void>;

export async function addFile(call: StreamCall<typeof operations.addAuditFile>, file: Upload, keep: Keep<AuditFile>): Promise<AuditFile> {
  const { system, actor, params } = call;
  await system.database.inWorkspace(actor.workspaceId, async (tx) => auditFor(tx, actor, params.a, "change"), "read");
  const read = await lookInto(call, file).catch((error: unknown): LookedInto => ({ containersOf: () => [], findings: [], log: null, refused: refusedWords(error) }));
  return workIn(system, actor.workspaceId, actor.personId, async (work) => {
    await lockAudit(work.tx, params.a);
    const row = await auditFor(work.tx, actor, params.a, "change");
    const kept = await insertFile(work.tx, row.survey_id, {
      ...file,
      ...read,
      findings: read.findings.filter((finding) => finding.severity !== "info").slice(0, 50),
    });
    await work.append(event(work, "audit.changed", row.survey_id, await updateAudit(work.tx, row.survey_id, {}), { changed: ["files"] }));
    const answer = presentFile(kept);
    await keep(work.tx, answer);
    return answer;
  });
}

type LookedInto = { readonly containersOf: (number: number) => readonly Container[]; readonly findings: readonly Finding[]; readonly log: LogSize | null; readonly refused: Refused | null };

async function lookInto({ system, actor }: StreamCall<typeof operations.addAuditFile>, file: Upload): Promise<LookedInto> {
  if (isPacked(file.bytes) || looksLikeLog(file.bytes.subarray(0, 8_192))) {
    const { container, cases, events, findings } = await inThread({ kind: "log", bytes: Uint8Array.from(file.bytes), fileName: file.fileName, source: "log" });
    return { containersOf: (number) => [{ ...container, id: String(number) }], findings, log: { cases, events }, refused: null };
  }
  const chosen = await system.database.inWorkspace(actor.workspaceId, (tx) => chosenColumns(tx), "read");
  const reading = await readFile(file.bytes, file.fileName, (error) => system.log.error({ err: error, fileName: file.fileName }, "a reader of audits died"), { ...readLimits, cache: null }, { chosen });
  return { containersOf: (number) => containersOf(reading, String(number)), findings: reading.findings, log: null, refused: null };
}

/** What is mined of a log, as a draft process. */
export async function adoptLog(call: StreamCall<typeof operations.adoptLog>, keep: Keep<Made>): Promise<Made> {
  const { system, actor, params, body } = call;
  const { name: own, ...query } = body;
  const { mined: { model }, fileName } = await minedFile({ system, actor, params }, query);
  if (model === null) refuse("log_empty");
  return workIn(system, actor.workspaceId, actor.personId, async (work) => {
    await lockAudit(work.tx, params.a);
    const row = await auditFor(work.tx, actor, params.a, "read");
    const name = own ?? (fileName.replace(/\.gz$/i, "").replace(/\.[a-z]+$/i, "").slice(0, 120) || "Mined process");
    const made: Made = { kind: "process", id: await makeProcess(work, { name, ownerId: actor.personId, definition: model.definition as Definition, everyone: "contributor" }), name };
    await work.append(event(work, "audit.adopted", row.survey_id, await keepAdoption(work.tx, row.survey_id, `log ${params.n}`, made), { kind: made.kind }));
    await keep(work.tx, made);
    return made;
  });
}

/** Judges all that was added, in a thread; the transaction is open only before and after. */
export async function compareAll(call: StreamCall<typeof operations.compareAudit>, keep: Keep<Audit>): Promise<Audit> {
  const { system, actor, params } = call;
  const { containers, weights } = await system.database.inWorkspace(actor.workspaceId, async (tx) => {
    const row = await auditFor(tx, actor, params.a, "change");
    return { containers: await containersOfAudit(tx, row.survey_id), weights: await weightsOfAudits(tx) };
  }, "read");
  const result = await inThread({ kind: "compare", containers, weights });
  return workIn(system, actor.workspaceId, actor.personId, async (work) => {
    await lockAudit(work.tx, params.a);
    const row = await auditFor(work.tx, actor, params.a, "change");
    const version = await keepResult(work.tx, row.survey_id, result);
    await work.append(event(work, "audit.compared", row.survey_id, version, { containers: result.containers.length, families: result.families.length }));
    const answer = presentAudit(await auditFor(work.tx, actor, params.a, "change"), await listFiles(work.tx, row.survey_id));
    await keep(work.tx, answer);
    return answer;
  });
}

export async function adopt(call: WorkspaceCall<typeof operations.adoptFamily>): Promise<Made> {
  const { tx, actor, params } = call;
  await lockAudit(tx, params.a);
  const row = await auditFor(tx, actor, params.a, "read");
  const family = row.result.families.find((one) => one.id === params.f);
  if (family === undefined) refuse("audit_not_found");
  const name = family.name.slice(0, 120) || "Found process";
  const id = await makeProcess(workOf(call), { name, ownerId: actor.personId, definition: adoptFamily(family), everyone: "contributor" });
  const made: Made = { kind: "process", id, name };
  await call.append(event(workOf(call), "audit.adopted", row.survey_id, await keepAdoption(tx, row.survey_id, family.id, made), { kind: made.kind }));
  return made;
}

export async function adoptFile(call: StreamCall<typeof operations.adoptContainer>, keep: Keep<{ made: Made[] }>): Promise<{ made: Made[] }> {
  const { system, actor, params } = call;
  const file = await system.database.inWorkspace(actor.workspaceId, async (tx) => {
    const row = await auditFor(tx, actor, params.a, "read");
    return bytesOf(tx, row.survey_id, params.n);
  }, "read");
  if (file === undefined) refuse("audit_not_found");
  const { made } = await importFile(system, { workspaceId: actor.workspaceId, personId: actor.personId, fileName: file.file_name, bytes: file.bytes, again: false, keep: (work, answer) => keep(work.tx, { made: [...answer.made] }) });
  const [first] = made;
  if (first !== undefined)
    await workIn(system, actor.workspaceId, actor.personId, async (work) => {
      await lockAudit(work.tx, params.a);
      await work.append(event(work, "audit.adopted", params.a, await keepAdoption(work.tx, params.a, `file ${params.n}`, first), { kind: first.kind }));
    });
  return { made };
}

async function show(call: Pick<WorkspaceCall<never>, "tx" | "actor">, id: string): Promise<Audit> {
  return presentAudit(await auditFor(call.tx, call.actor, id, "read"), await listFiles(call.tx, id));
}

function event(work: Pick<Work, "workspaceId">, name: string, id: string, version: number, data: Readonly<Record<string, unknown>>) {
  return { name, subjectKind: "audit", subjectId: id, version, homeKind: "workspace" as const, homeId: work.workspaceId, data };
}

function refusedWords(error: unknown): Refused {
  if (!(error instanceof Refusal)) throw error;
  const known = Object.hasOwn(refusals, error.code) ? refusals[error.code as RefusalCode] : refusals.unreadable;
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(error.params[name] ?? ""));
  return { code: error.code, title: fill(known.title), next: fill(known.next) };
}
