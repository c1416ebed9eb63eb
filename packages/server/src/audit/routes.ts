import { operations } from "@rondo/contract";
import { type Route, inWorkspace, pageOf, readCursor } from "../http/index.ts";
import { presentEntry } from "./present.ts";
import { listEvents } from "./store.ts";

export const auditRoutes: Route[] = [
  inWorkspace(operations.listJournal, async ({ tx, actor, query, system }) => {
    const filter = { subject: query.subject, actor: query.actor, name: query.name };
    const binding = ["journal", actor.workspaceId, actor.personId, JSON.stringify(filter)];
    const rows = await listEvents(tx, filter, readCursor(query.cursor, binding, system.config.secret, 3), query.limit + 1);
    return pageOf(rows, query.limit, binding, system.config.secret, (row) => [row.epoch, row.xid, row.seq], presentEntry);
  }),
];
