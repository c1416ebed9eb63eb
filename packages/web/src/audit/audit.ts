import type { Answer } from "../api/index.ts";

export type Audit = Answer<"GET /audits/:a">;
export type Family = Audit["families"][number];
export type Container = Audit["containers"][number];
export type AuditFile = Audit["fileList"][number];
