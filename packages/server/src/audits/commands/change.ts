import type { operations } from "@rondo/contract";
import type { Definition } from "@rondo/core/process";
import { adoptFamily } from "@rondo/core/sameness";
import type { Tx } from "../../database/index.ts";
import { type StreamCall, type WorkspaceCall, mustMatch, refuse, workIn, workOf } from "../../http/index.ts";
import { type Upload, importFile } from "../../imports/index.ts";
import { makeProcess } from "../../processes/index.ts";
import { auditFor } from "../policy.ts";
import { minedFile } from "../queries/index.ts";
import { type Audit, type AuditFile, presentAudit, presentFile, told } from "../present.ts";
import { type Made, deleteAudit, insertAudit, keepAdoption, lockAudit, updateAudit } from "../store/audit.ts";
import { dropComparison, wantComparison } from "../store/comparison.ts";
import { bytesOf, containersAsMade, insertFile, listFiles, resumeFiles, stopFiles } from "../store/files.ts";
import { insertFound } from "../store/found.ts";
import { auditEvent } from "./event.ts";

export async function makeAudit(call: WorkspaceCall<typeof operations.makeAudit>): Promise<Audit> {
  const id = call.newId();
  await insertAudit(call.tx, { id, name: call.body.name, by: call.actor.personId });
  await call.append(auditEvent(workOf(call), "audit.made", id, 1, {}));
  return show(call, id);
}

export async function changeAudit(call: WorkspaceCall<typeof operations.changeAudit>): Promise<Audit> {
  const { tx, actor, body } = call;
  await lockAudit(tx, call.params.a);
  const row = await auditFor(tx, actor, call.params.a, "change");
  mustMatch(call.expected, row.version, presentAudit(row, await listFiles(tx, row.survey_id)));
  const version = await updateAudit(tx, row.survey_id, body);
  await call.append(auditEvent(workOf(call), "audit.changed", row.survey_id, version, { changed: Object.keys(body) }));
  return show(call, row.survey_id);
}

export async function removeAudit(call: WorkspaceCall<typeof operations.deleteAudit>): Promise<undefined> {
  await lockAudit(call.tx, call.params.a);
  const row = await auditFor(call.tx, call.actor, call.params.a, "change");
  await deleteAudit(call.tx, row.survey_id);
  await call.append(auditEvent(workOf(call), "audit.deleted", row.survey_id, row.version + 1, {}));
  return undefined;
}

type Keep<A> = (tx: Tx, answer: A) => Promise<void>;

/** Keeps one more file. A job reads it; when nothing comes after it for a while and nobody asked before, all are compared. */
export async function addFile(
  { system, actor, params }: StreamCall<typeof operations.addAuditFile>,
  file: Upload,
  keep: Keep<AuditFile>,
): Promise<AuditFile> {
  await system.database.inWorkspace(actor.workspaceId, async (tx) => auditFor(tx, actor, params.a, "change"), "read");
  return workIn(system, actor.workspaceId, actor.personId, async (work) => {
    const { tx } = work;
    await lockAudit(tx, params.a);
    const { survey_id: id } = await auditFor(tx, actor, params.a, "change");
    const answer = presentFile(await insertFile(tx, id, { id: work.newId(), ...file }));
    await wantComparison(tx, id, "soon");
    await work.append(auditEvent(work, "audit.changed", id, await updateAudit(tx, id, {}), { changed: ["files"] }));
    await keep(tx, answer);
    return answer;
  });
}

/** Asks that what is unread be read, and then all of it be compared. */
export async function wantCompared(call: WorkspaceCall<typeof operations.compareAudit>): Promise<Audit> {
  const { tx, actor, params } = call;
  await lockAudit(tx, params.a);
  const { survey_id: id } = await auditFor(tx, actor, params.a, "change");
  await resumeFiles(tx, id);
  await wantComparison(tx, id, "now");
  await call.append(auditEvent(workOf(call), "audit.changed", id, await updateAudit(tx, id, {}), { changed: ["comparison"] }));
  return show(call, id);
}

/** Stops reading and comparing; what was read stays. */
export async function stopComparing(call: WorkspaceCall<typeof operations.stopAudit>): Promise<Audit> {
  const { tx, actor, params } = call;
  await lockAudit(tx, params.a);
  const { survey_id: id } = await auditFor(tx, actor, params.a, "change");
  await stopFiles(tx, id);
  await call.append(auditEvent(workOf(call), "audit.changed", id, await dropComparison(tx, id), { changed: ["comparison"] }));
  return show(call, id);
}

/** What is mined of a log, as a draft process. */
export async function adoptLog(call: StreamCall<typeof operations.adoptLog>, keep: Keep<Made>): Promise<Made> {
  const { system, actor, params, body } = call;
  const { name: own, ...query } = body;
  const {
    mined: { model },
    fileName,
  } = await minedFile({ system, actor, params }, query);
  if (model === null) refuse("log_empty");
  return workIn(system, actor.workspaceId, actor.personId, async (work) => {
    await lockAudit(work.tx, params.a);
    const row = await auditFor(work.tx, actor, params.a, "read");
    const name =
      own ??
      (fileName
        .replace(/\.gz$/i, "")
        .replace(/\.[a-z]+$/i, "")
        .slice(0, 120) ||
        "Mined process");
    const made: Made = {
      kind: "process",
      id: await makeProcess(work, { name, ownerId: actor.personId, definition: model.definition as Definition, everyone: "contributor" }),
      name,
    };
    await work.append(
      auditEvent(work, "audit.adopted", row.survey_id, await keepAdoption(work.tx, row.survey_id, `log ${params.n}`, made), {
        kind: made.kind,
      }),
    );
    await keep(work.tx, made);
    return made;
  });
}

export async function adopt(call: WorkspaceCall<typeof operations.adoptFamily>): Promise<Made> {
  const { tx, actor, params } = call;
  await lockAudit(tx, params.a);
  const row = await auditFor(tx, actor, params.a, "read");
  const family = row.result.families.find((one) => one.id === params.f);
  if (family === undefined) refuse("audit_not_found");
  const name = family.name.slice(0, 120) || "Found process";
  const definition = adoptFamily(family, call.body);
  const id = await makeProcess(workOf(call), { name, ownerId: actor.personId, definition, everyone: "contributor" });
  const one = row.result.containers.find((container) => container.contains === family.id || container.family === family.id);
  await insertFound(tx, id, {
    kind: "process",
    found: { kind: "process", confidence: family.confidence, reasons: (one?.reasons ?? []).map(told), owner: null },
    by: actor.personId,
  });
  const made: Made = { kind: "process", id, name };
  await call.append(
    auditEvent(workOf(call), "audit.adopted", row.survey_id, await keepAdoption(tx, row.survey_id, family.id, made), { kind: made.kind }),
  );
  return made;
}

export async function adoptFile(
  call: StreamCall<typeof operations.adoptContainer>,
  keep: Keep<{ made: Made[] }>,
): Promise<{ made: Made[] }> {
  const { system, actor, params } = call;
  const { file, found } = await system.database.inWorkspace(
    actor.workspaceId,
    async (tx) => {
      const row = await auditFor(tx, actor, params.a, "read");
      const judged = new Map(row.result.containers.map((container) => [container.id, container]));
      const order = await containersAsMade(tx, row.survey_id, params.n);
      return {
        file: await bytesOf(tx, row.survey_id, params.n),
        found: order.map(({ id, written }) => ({ id, written, verdict: judged.get(id) })),
      };
    },
    "read",
  );
  if (file === undefined) refuse("audit_not_found");
  const { made } = await importFile(system, {
    workspaceId: actor.workspaceId,
    personId: actor.personId,
    fileName: file.file_name,
    bytes: file.bytes,
    again: false,
    owners: found.filter(({ written }) => !written).map(({ verdict }) => verdict?.owner ?? null),
    keep: async (work, answer, owned) => {
      for (const [at, { kind, id }] of answer.made.entries()) {
        const verdict = found[at]?.verdict;
        if (verdict === undefined) continue;
        const { confidence, reasons, owner } = verdict;
        await insertFound(work.tx, id, {
          kind,
          found: {
            kind: verdict.kind,
            confidence,
            reasons: reasons.map(told),
            owner: owner === null ? null : { name: owner, here: owned?.has(id) === true },
          },
          by: actor.personId,
        });
      }
      await keep(work.tx, { made: [...answer.made] });
    },
  });
  await workIn(system, actor.workspaceId, actor.personId, async (work) => {
    await lockAudit(work.tx, params.a);
    for (const [at, one] of made.entries()) {
      const version = await keepAdoption(work.tx, params.a, `file ${found[at]?.id ?? params.n}`, one);
      await work.append(auditEvent(work, "audit.adopted", params.a, version, { kind: one.kind }));
    }
  });
  return { made };
}

async function show(call: Pick<WorkspaceCall<never>, "tx" | "actor">, id: string): Promise<Audit> {
  return presentAudit(await auditFor(call.tx, call.actor, id, "read"), await listFiles(call.tx, id));
}
