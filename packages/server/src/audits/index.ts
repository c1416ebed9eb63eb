export { compareAudits, readAuditFile } from "./commands/jobs.ts";
export { inThread, minedOf } from "./queries/index.ts";
export { auditsRoutes } from "./routes.ts";
export { type PrecedentRow, listPrecedents } from "./store/audit.ts";
