import { operations } from "@rondo/contract";
import { answerInPieces } from "../export/index.ts";
import { type Route, asStream } from "../http/index.ts";
import { writeOcelOf, writeXesOf } from "./queries.ts";

const writers = { xes: { write: writeXesOf, ending: "xes" }, ocel: { write: writeOcelOf, ending: "json" } } as const;

export const logRoutes: Route[] = [
  asStream(operations.exportLogs, async ({ system, actor, query, request, reply }) => {
    const { write, ending } = writers[query.format];
    void reply.header("content-type", "application/octet-stream").header("content-disposition", `attachment; filename="runs.${ending}"`);
    return answerInPieces({ request, reply }, (put) => write({ database: system.database, reader: actor }, put));
  }),
];
