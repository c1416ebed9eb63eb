import { operations } from "@rondo/contract";
import { writeCsvLog } from "@rondo/formats/csvlog";
import { writeOcel } from "@rondo/formats/ocel";
import { writeXes } from "@rondo/formats/xes";
import { minedOf } from "../audits/index.ts";
import { type Route, asStream, inWorkspace } from "../http/index.ts";
import { setHypothesis, takeHypothesisBack } from "./commands.ts";
import { conformanceOfRun, exportedLog, flowOf, measuresOf, playProcess } from "./queries.ts";

const writers = {
  xes: { write: writeXes, ending: "xes" },
  ocel: { write: writeOcel, ending: "json" },
  csv: { write: writeCsvLog, ending: "csv" },
} as const;

export const measureRoutes: Route[] = [
  inWorkspace(operations.getMeasures, async ({ tx, actor, params, query }) => measuresOf(tx, actor, params.p, query, Date.now())),
  inWorkspace(operations.getFlowTimes, async ({ tx, actor, params }) => flowOf(tx, actor, params.p, Date.now())),
  asStream(operations.simulateProcess, async (call) => call.reply.send(await playProcess(call))),
  inWorkspace(operations.putHypothesis, setHypothesis),
  inWorkspace(operations.deleteHypothesis, takeHypothesisBack),
  asStream(operations.getProcessLog, async ({ system, actor, params, query, reply }) => {
    const log = await system.database.inWorkspace(actor.workspaceId, (tx) => exportedLog(tx, actor, params.p), "read");
    return reply.send(await minedOf(log, query, "Mined of its own runs."));
  }),
  inWorkspace(operations.getRunConformance, ({ tx, actor, params }) => conformanceOfRun(tx, actor, params.r)),
  asStream(operations.exportLog, async ({ system, actor, params, query, reply }) => {
    const log = await system.database.inWorkspace(actor.workspaceId, (tx) => exportedLog(tx, actor, params.p), "read");
    const { write, ending } = writers[query.format];
    const parts: string[] = [];
    write(log, (text) => void parts.push(text));
    void reply.header("content-type", "application/octet-stream").header("content-disposition", `attachment; filename="runs.${ending}"`);
    return reply.send(parts.join(""));
  }),
];
