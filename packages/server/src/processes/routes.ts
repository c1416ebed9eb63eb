import { operations } from "@rondo/contract";
import { sharesOf } from "../access/index.ts";
import { type Route, asStream, inWorkspace, pageOf, readCursor, refuse } from "../http/index.ts";
import {
  changeProcess,
  createProcess,
  findingsOf,
  publish,
  putDraft,
  setRetired,
  settlePilot,
  shareWith,
  show,
  unshareWith,
} from "./commands.ts";
import { allowedProcess } from "./policy.ts";
import { bpmnOf, dmnOf, ruleTablesIn } from "./queries.ts";
import { presentProcess, presentRevision } from "./present.ts";
import { findProcess, findRevision, healthOf, listProcesses, listRevisions, readDraft } from "./store.ts";

export const processRoutes: Route[] = [
  inWorkspace(operations.listProcesses, async ({ tx, actor, query, system }) => {
    const binding = ["processes", actor.workspaceId, actor.personId, String(query.retired), String(query.blocks)];
    const rows = await listProcesses(tx, actor, query, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
    const at = {
      role: actor.role,
      workspaceId: actor.workspaceId,
      publicUrl: system.publicUrl,
      mailDomain: system.config.mailIn?.domain ?? null,
    };
    const health = new Map(
      (
        await healthOf(
          tx,
          rows.map((row) => row.process_id),
        )
      ).map(({ process_id, ...counts }) => [process_id, counts]),
    );
    return pageOf(
      rows,
      query.limit,
      binding,
      system.config.secret,
      (row) => [row.sort_name, row.process_id],
      (row) => ({ ...presentProcess(row, at), health: health.get(row.process_id) ?? { stuck: 0, late: 0 } }),
    );
  }),
  inWorkspace(operations.createProcess, createProcess),
  inWorkspace(operations.getProcess, (call) => show(call, call.params.p)),
  inWorkspace(operations.changeProcess, changeProcess),
  inWorkspace(operations.retireProcess, (call) => setRetired(call, true)),
  inWorkspace(operations.unretireProcess, (call) => setRetired(call, false)),
  inWorkspace(operations.listProcessShares, async ({ tx, actor, params }) => {
    allowedProcess(actor, await findProcess(tx, actor.personId, params.p), "process.read");
    return {
      items: (await sharesOf(tx, params.p)).map((row) => ({ person: { id: row.person_id, name: row.name ?? "" }, role: row.role })),
    };
  }),
  inWorkspace(operations.shareProcess, shareWith),
  inWorkspace(operations.unshareProcess, unshareWith),
  inWorkspace(operations.getDraft, async ({ tx, actor, params }) => {
    allowedProcess(actor, await findProcess(tx, actor.personId, params.p), "process.read");
    const row = await readDraft(tx, params.p);
    if (row === undefined) refuse("process_not_found");
    return { definition: row.draft, version: row.draft_version, findings: findingsOf(row.draft) };
  }),
  inWorkspace(operations.saveDraft, putDraft),
  asStream(operations.exportBpmn, async ({ system, actor, params, reply }) => {
    const { name, text } = await system.database.inWorkspace(actor.workspaceId, (tx) => bpmnOf(tx, actor, params.p), "read");
    void reply
      .header("content-type", "application/xml; charset=utf-8")
      .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.bpmn`)}`);
    return reply.send(text);
  }),
  inWorkspace(operations.readRuleTables, async ({ body }) => ruleTablesIn(body.text)),
  asStream(operations.exportDmn, async ({ system, actor, params, reply }) => {
    const { name, text } = await system.database.inWorkspace(actor.workspaceId, (tx) => dmnOf(tx, actor, params.p, params.step), "read");
    void reply
      .header("content-type", "application/xml; charset=utf-8")
      .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.dmn`)}`);
    return reply.send(text);
  }),
  inWorkspace(operations.publish, publish),
  inWorkspace(operations.promotePilot, (call) => settlePilot(call, "promoted")),
  inWorkspace(operations.withdrawPilot, (call) => settlePilot(call, "withdrawn")),
  inWorkspace(operations.listRevisions, async ({ tx, actor, params }) => {
    allowedProcess(actor, await findProcess(tx, actor.personId, params.p), "process.read");
    return { items: (await listRevisions(tx, params.p)).map(presentRevision) };
  }),
  inWorkspace(operations.getRevision, async ({ tx, actor, params }) => {
    allowedProcess(actor, await findProcess(tx, actor.personId, params.p), "process.read");
    const row = await findRevision(tx, params.p, params.number);
    if (row === undefined) refuse("process_not_found");
    return { ...presentRevision(row), definition: row.definition };
  }),
];
