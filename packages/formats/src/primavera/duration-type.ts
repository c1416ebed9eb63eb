import { type Finding, words } from "@rondo/core/kernel";
import type { TypeDraft } from "../draft/index.ts";
import type { ActivityRow } from "./model.ts";

/**
 * Primavera's duration types, by their names in XER and XML. Its units are work, its units/time are shares, and whoever joins an
 * activity shortens it where its duration is not fixed. Fixed duration and units is nearly fixed duration, effort-driven: only
 * another length gives other shares there and more work here.
 */
const types: Readonly<Record<string, TypeDraft>> = {
  DT_FixedRate: { fixed: "units", effortDriven: true },
  DT_FixedDrtn: { fixed: "duration" },
  DT_FixedQty: { fixed: "work" },
  DT_FixedDUR2: { fixed: "duration", effortDriven: true },
  "Fixed Units/Time": { fixed: "units", effortDriven: true },
  "Fixed Duration and Units/Time": { fixed: "duration" },
  "Fixed Units": { fixed: "work" },
  "Fixed Duration and Units": { fixed: "duration", effortDriven: true },
};

/** Milestones have no length, and what follows others takes its own from them. */
export function typeOf({ kind, durationType }: ActivityRow): TypeDraft | undefined {
  return kind === "task" || kind === "resource" ? types[nameOf(durationType)] : undefined;
}

/** `staffed`: only where somebody is on an activity does its type say anything. */
export function tellTypes(activities: readonly ActivityRow[], staffed: ReadonlySet<string>, findings: Finding[]): void {
  const typed = activities.filter((row) => (row.kind === "task" || row.kind === "resource") && staffed.has(row.id));
  const both = typed.filter((row) => typeOf(row)?.fixed === "duration" && typeOf(row)?.effortDriven);
  const unknown = typed.filter((row) => row.durationType !== "" && typeOf(row) === undefined);
  if (both.length > 0)
    findings.push({
      code: "primavera.duration_and_units",
      severity: "info",
      subject: "plan",
      params: { count: both.length },
      ...words`Of activities with a fixed duration and fixed units (${both.length}: ${quoted(both.map(titleOf))}) whoever joins or leaves changes the shares alone, as there; another length gives them more or less work here, where it gave other shares.`,
    });
  if (unknown.length > 0)
    findings.push({
      code: "primavera.duration_type",
      severity: "warning",
      subject: "plan",
      params: { count: unknown.length },
      ...words`Activities (${unknown.length}) of a duration type that Rondo doesn't know (${quoted([...new Set(unknown.map((row) => row.durationType))])}) have none: neither their length nor their shares follow anything.`,
    });
}

function nameOf(durationType: string): string {
  return durationType.trim().replace(" & ", " and ");
}

function titleOf({ name, code, id }: ActivityRow): string {
  return name || code || id;
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name.slice(0, 60)}”`);
  return `${shown.join(", ")}${names.length > shown.length ? " …" : ""}`;
}
