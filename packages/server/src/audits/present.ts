import type { AnswerOf, operations } from "@rondo/contract";
import type { Told } from "@rondo/core/kernel";
import { type Family, firstToFix, hoursAtStake, sureEnough } from "@rondo/core/sameness";
import { ref } from "../tasks/index.ts";
import type { AuditRow } from "./store/audit.ts";
import type { FileRow } from "./store/files.ts";

type Head = AnswerOf<typeof operations.listAudits>["items"][number];
export type Audit = AnswerOf<typeof operations.getAudit>;
export type AuditFile = AnswerOf<typeof operations.addAuditFile>;

function headOf(
  row: AuditRow,
): Pick<Head, "id" | "name" | "at" | "by" | "shared" | "version" | "files" | "unread" | "comparing" | "comparedAt"> {
  return {
    id: row.survey_id,
    name: row.name,
    at: row.made_at,
    by: ref(row.made_by, row.maker_name),
    shared: row.shared,
    version: row.version,
    files: row.files,
    unread: row.unread,
    comparing: row.comparing,
    comparedAt: row.compared_at,
  };
}

export function presentHead(row: AuditRow): Head {
  const count = (kind: string): number => row.result.containers.filter((container) => container.kind === kind).length;
  return {
    ...headOf(row),
    processes: count("process"),
    projects: count("project"),
    unclear: count("unclear"),
    families: row.result.families.length,
  };
}

export function presentFile(row: FileRow): AuditFile {
  return {
    number: row.number,
    fileName: row.file_name,
    state: row.state,
    containers: row.parts,
    items: row.items,
    log: row.log,
    refused: row.refused,
    findings: row.findings.map(({ params, at, ...finding }) => ({
      ...finding,
      ...(params && { params: { ...params } }),
      ...(at && { at: { ...at } }),
    })),
  };
}

/** A container's id begins with the number of its file. */
export function fileOf(containerId: string): number | null {
  const number = Number.parseInt(containerId, 10);
  return Number.isNaN(number) ? null : number;
}

export function presentAudit(row: AuditRow, files: readonly FileRow[]): Audit {
  const { containers, families } = row.result;
  return {
    ...headOf(row),
    failed: row.failed,
    fileList: files.map(presentFile),
    containers: containers.map((one) => ({
      ...one,
      file: fileOf(one.id),
      reasons: one.reasons.map(told),
      evidence: one.evidence.map((evidence) => ({ ...evidence, says: evidence.says === null ? null : told(evidence.says) })),
      gaps: one.gaps.map((gap) => ({ ...gap, says: told(gap.says) })),
      since: instant(one.since),
      until: instant(one.until),
      adopted: row.adopted[`file ${one.id}`] ?? row.adopted[`file ${fileOf(one.id)}`] ?? null,
    })),
    families: families.map((one) => presentFamily(one, row)).toSorted((a, b) => firstToFix(asAdjusted(a), asAdjusted(b))),
  };
}

function presentFamily(one: Family, { figures, adopted }: AuditRow): Audit["families"][number] {
  const own = figures[one.id];
  const adjusted = { frequency: own?.frequency ?? null, impact: own?.impact ?? null, confidence: own?.confidence ?? null };
  const stake = asAdjusted({ ...one, adjusted });
  return {
    ...one,
    members: [...one.members],
    procedure: {
      steps: one.procedure.steps.map((step) => ({ ...step, also: [...step.also] })),
      rare: ((one.procedure as Partial<Family["procedure"]>).rare ?? []).map((step) => ({ ...step })),
    },
    basis: { ...one.basis },
    waits: one.waits === null ? null : { ...one.waits },
    fields: one.fields.map((field) => (typeof field === "string" ? field : field.label)),
    since: instant(one.since),
    until: instant(one.until),
    adjusted,
    stake: { hours: Math.round(hoursAtStake(stake) * 10) / 10, sure: stake.confidence >= sureEnough },
    adopted: adopted[one.id] ?? null,
  };
}

function asAdjusted<Own extends Pick<Audit["families"][number], "frequency" | "impact" | "confidence" | "adjusted">>({
  frequency,
  impact,
  confidence,
  adjusted,
}: Own): Pick<Family, "frequency" | "impact" | "confidence"> {
  return {
    frequency: adjusted.frequency ?? frequency,
    impact: adjusted.impact ?? impact,
    confidence: adjusted.confidence ?? confidence,
  };
}

/** What was kept before sentences had parts is said as it is. */
export function told(one: Told | string): Audit["containers"][number]["reasons"][number] {
  return typeof one === "string" ? { message: one } : { message: one.message, ...(one.said && { said: one.said }) };
}

function instant(minutes: number | null): string | null {
  return minutes === null ? null : new Date(minutes * 60_000).toISOString();
}
